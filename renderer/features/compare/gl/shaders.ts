/** A rectangle of the canvas, device pixels with y down, and texture coordinates with y down. */
export const quadVertex = `#version 300 es
uniform vec4 rect;   // left, top, width, height of the picture
uniform vec2 canvas; // size
out vec2 uv;
out vec2 place;
void main() {
  uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  place = rect.xy + uv * rect.zw;
  gl_Position = vec4(place.x / canvas.x * 2.0 - 1.0, 1.0 - place.y / canvas.y * 2.0, 0.0, 1.0);
}`;

/** One of the two pictures, both either side of a line, or their difference. */
export const pictureFragment = `#version 300 es
precision highp float;
uniform sampler2D before;
uniform sampler2D after;
uniform int show;    // 0 before, 1 after, 2 wipe, 3 difference
uniform vec3 line;   // nx, ny, distance
uniform float gain;
in vec2 uv;
in vec2 place;
out vec4 colour;
void main() {
  if (show == 0) colour = vec4(texture(before, uv).rgb, 1.0);
  else if (show == 1) colour = vec4(texture(after, uv).rgb, 1.0);
  else if (show == 2) {
    bool isAfter = dot(line.xy, place) >= line.z;
    colour = vec4(isAfter ? texture(after, uv).rgb : texture(before, uv).rgb, 1.0);
  } else colour = vec4(min(vec3(1.0), abs(texture(after, uv).rgb - texture(before, uv).rgb) * gain), 1.0);
}`;

/** Where the frame is painted on: a tint as strong as the mask. */
export const maskFragment = `#version 300 es
precision highp float;
uniform sampler2D mask;
uniform vec3 tint;
in vec2 uv;
in vec2 place;
out vec4 colour;
void main() {
  float share = texture(mask, uv).r * 0.5;
  colour = vec4(tint * share, share);
}`;

/** Vertices of a face, frame pixels and depth (mm, larger is nearer). */
export const meshVertex = `#version 300 es
layout(location = 0) in vec3 pointInFrame;
uniform vec4 rect;
uniform vec2 canvas;
uniform vec2 frame;  // size, pixels
uniform vec2 depths; // farthest, nearest
uniform float lift;
void main() {
  vec2 at = rect.xy + pointInFrame.xy / frame * rect.zw;
  float depth = (pointInFrame.z - depths.x) / max(1e-3, depths.y - depths.x);
  gl_Position = vec4(at.x / canvas.x * 2.0 - 1.0, 1.0 - at.y / canvas.y * 2.0, 0.9 - 1.8 * depth - lift, 1.0);
}`;

export const meshFragment = `#version 300 es
precision mediump float;
uniform vec4 tint;
out vec4 colour;
void main() { colour = vec4(tint.rgb * tint.a, tint.a); }`;
