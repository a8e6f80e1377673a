// A component as the owner's documents describe one, on Node.js and ws. Says what it sees, a JSON object a line.
import { createRequire } from "node:module";

const [module, host] = process.argv.slice(2);
const { WebSocket } = createRequire(import.meta.url)(module);
const say = (what) => console.log(JSON.stringify(what));

const request = async (target, type, data) => {
  const answer = await fetch(`http://${host}/request/${target}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ type, data, source: "sample" }),
  });
  say({ status: answer.status, result: (await answer.json()).result ?? null });
};

await request("other", "echo", { data: "hello" });
await request("nobody", "echo", {});

const socket = new WebSocket(`ws://${host}/ws?id=sample`);
socket.on("open", () => {
  say({ connected: "sample", extensions: Object.keys(socket._extensions) });
  socket.send(JSON.stringify({ type: "hello", data: { value: 42 }, source: "sample" }));
  socket.send(JSON.stringify({ op: "request", target: "other", type: "echo", data: "x".repeat(2000), id: 1 }));
});
socket.on("message", (message) => {
  const event = JSON.parse(message);
  if (event.op) return say({ reply: event.ok, length: event.result.length });
  say({ seen: event.type, source: event.source, data: event.type === "big" ? event.data.length : event.data });
  if (event.type === "bye") socket.close();
});
socket.on("close", () => {
  const unknown = new WebSocket(`ws://${host}/ws?id=nobody`);
  unknown.on("close", (code, reason) => say({ closed: code, reason: reason.toString() }));
});
