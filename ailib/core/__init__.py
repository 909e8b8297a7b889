"""The flows, each written once as `async def` over the ports of `ailib.transport.base`; no loop, no threads, no I/O."""
