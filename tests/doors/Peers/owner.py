"""A component as the owner's documents write one, on Debian's aiohttp and websockets. Says what it sees, a JSON object a line."""
import asyncio
import json
import sys

import aiohttp
import websockets

host = sys.argv[1]


def say(**what):
    print(json.dumps(what), flush=True)


class Component:
    def __init__(self, component_id):
        self.id = component_id

    async def on_event(self, event_type, data, source):
        say(seen=event_type, source=source, data=data if event_type != "big" else len(data))

    async def connect_websocket(self):
        async with websockets.connect(f"ws://{host}/ws?id={self.id}") as ws:
            say(connected=self.id, extensions=[extension.name for extension in ws.extensions])
            await ws.send(json.dumps({"type": "hello", "data": {"value": 42}, "source": self.id}))
            await ws.send(json.dumps({"op": "request", "target": "other", "type": "echo", "data": "x" * 2000, "id": 1}))
            async for message in ws:
                event = json.loads(message)
                if "op" in event:
                    say(reply=event["ok"], length=len(event["result"]))
                    continue
                await self.on_event(event["type"], event["data"], event["source"])
                if event["type"] == "bye":
                    return


async def request(session, target, request_type, data):
    async with session.post(f"http://{host}/request/{target}", json={"type": request_type, "data": data, "source": "sample"}) as answer:
        say(status=answer.status, result=(await answer.json(content_type=None)).get("result"))


async def through_aiohttp(session):
    async with session.ws_connect(f"http://{host}/ws?id=third", compress=15, heartbeat=30) as ws:
        say(connected="third", extensions=["permessage-deflate"] if ws._compress else [])
        await ws.send_json({"op": "request", "target": "other", "type": "source", "id": 2})
        message = await ws.receive_json()
        say(reply=message["ok"], length=len(message["result"]))


async def main():
    async with aiohttp.ClientSession() as session:
        await request(session, "other", "echo", {"data": "hello"})
        await request(session, "nobody", "echo", {})
        await through_aiohttp(session)
    await Component("sample").connect_websocket()
    try:
        async with websockets.connect(f"ws://{host}/ws?id=nobody") as ws:
            await ws.recv()
    except websockets.ConnectionClosed as closed:
        say(closed=closed.code, reason=closed.reason)


asyncio.run(main())
