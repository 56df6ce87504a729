import type { Pose } from './types';

/** The unit quaternion x, y, z, w of Rz(roll) Ry(yaw) Rx(pitch), as `rotationMatrix` has it. */
export function quaternionOf(
  pose: Pick<Pose, 'pitchRadians' | 'yawRadians' | 'rollRadians'>,
): [number, number, number, number] {
  const cx = Math.cos(pose.pitchRadians / 2);
  const sx = Math.sin(pose.pitchRadians / 2);
  const cy = Math.cos(pose.yawRadians / 2);
  const sy = Math.sin(pose.yawRadians / 2);
  const cz = Math.cos(pose.rollRadians / 2);
  const sz = Math.sin(pose.rollRadians / 2);
  return [
    sx * cy * cz - cx * sy * sz,
    cx * sy * cz + sx * cy * sz,
    cx * cy * sz - sx * sy * cz,
    cx * cy * cz + sx * sy * sz,
  ];
}
