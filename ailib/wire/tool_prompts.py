"""The sentences that tell a model how to write a tool call as text; put together by `text_tools.tool_prompt`."""

# ruff: noqa: RUF001 - Chinese has punctuation of its own

from __future__ import annotations

__all__ = ["EXAMPLE", "FORM", "LISTED", "STRICTER", "WARNING"]

LISTED = {"en": "Available tools:", "zh": "可用工具："}
FORM = {
    "en": (
        "You can call tools. To call one, write exactly this and nothing else in its place:\n\n"
        '<tool_call>\n{"name": "tool_name", "arguments": {"param": "value"}}\n</tool_call>\n\n'
        'One call per <tool_call> block. The body is JSON with "name" (a string) and "arguments" (an object). '
        "Text outside of the blocks is shown to the user."
    ),
    "zh": (
        "你可以调用工具。需要调用时，请严格按照下面的格式书写：\n\n"
        '<tool_call>\n{"name": "工具名", "arguments": {"参数": "值"}}\n</tool_call>\n\n'
        '每个 <tool_call> 块只写一次调用。块内是 JSON，包含 "name"（字符串）和 "arguments"（对象）。'
        "块以外的文字会显示给用户。"
    ),
}
WARNING = {
    "en": "Never use <shell>, <bash>, <function> or any other tag for a call: they are IGNORED and nothing is run.",
    "zh": "不要使用 <shell>、<bash>、<function> 或其他任何标签：它们会被忽略，不会执行。",
}
STRICTER = {
    "en": (
        'Do not wrap calls in <tool_calls>. Do not write the name as an attribute; it is the "name" of the JSON. '
        "A call in another form WILL NOT be executed."
    ),
    "zh": '不要用 <tool_calls> 包裹调用。不要把名称写成标签属性，名称是 JSON 里的 "name"。其他格式的调用不会被执行。',
}
EXAMPLE = {
    "en": (
        "An example.\nUser: What is in this folder?\nAssistant: I will look.\n"
        '<tool_call>\n{"name": "list_files", "arguments": {"path": "."}}\n</tool_call>\n'
        "The result then comes in a <tool_result> block, and you go on from there."
    ),
    "zh": (
        "示例。\n用户：这个文件夹里有什么？\n助手：我来看一下。\n"
        '<tool_call>\n{"name": "list_files", "arguments": {"path": "."}}\n</tool_call>\n'
        "随后结果会出现在 <tool_result> 块中，你再继续回答。"
    ),
}
