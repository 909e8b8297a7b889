"""What the official package has and the published description does not have yet, or has otherwise: names and types.

Found by comparing the signatures of `openai` 3.57 with the description (`tests/openai/test_same_as_official.py` goes on
comparing). Types are those of `build_openai.py`. When a later description has a field, its own type stands.
"""

from __future__ import annotations

from typing import Any

__all__ = ["FIELDS", "HEADERS", "OPTIONAL", "QUERY"]

_LEVEL = ["enum", "low", "medium", "high"]
_PICTURE: dict[str, Any] = {
    "complexity": ["union", _LEVEL, "null"],
    "frame_count": ["union", "int", "null"],
    "frame_duration_ms": ["union", "int", "null"],
    "safety_identifier": ["union", "str", "null"],
    "svg": ["union", ["map", "any"], "null"],
}
_RESPONSE: dict[str, Any] = {
    "access_programs": ["map", "any"],
    "background_options": ["map", "any"],
    "image": ["map", "any"],
}
_SESSION: dict[str, Any] = {
    "input_audio_noise_reduction": ["map", "any"],
    "model": "str",
}
_VOICE: dict[str, Any] = {
    "type": ["enum", "audio_sample", "prompt"],
    "prompt": "str",
    "model": "str",
    "script_hint": "str",
}

# Fields of bodies, by the schema of the body.
FIELDS: dict[str, dict[str, Any]] = {
    "BetaCompactResponseMethodPublicBody": {"image": ["map", "any"]},
    "BetaCreateResponse": _RESPONSE,
    "CompactResponseMethodPublicBody": {"image": ["map", "any"]},
    "CreateImageEditBody": {**_PICTURE, "markup": "bytes"},
    "CreateImageRequest": _PICTURE,
    "CreateProjectServiceAccountApiKeyBody": {"expires_in_seconds": ["union", "int", "null"]},
    "CreateResponse": _RESPONSE,
    "CreateVoiceRequest": _VOICE,
    "ProjectCreateRequest": {"geography": ["union", "str", "null"]},
    "ProjectServiceAccountCreateRequest": {"expires_in_seconds": ["union", "int", "null"]},
    "ProjectUpdateRequest": {"geography": ["union", "str", "null"]},
    "RealtimeSessionCreateRequest": _SESSION,
    "RealtimeTranscriptionSessionCreateRequest": {
        "client_secret": ["map", "any"],
        "modalities": ["list", ["enum", "text", "audio"]],
    },
}
# Query parameters, by the path.
QUERY: dict[str, dict[str, Any]] = {"/organization/costs": {"line_items": ["list", "str"]}}
# Fields that need not be sent, whatever the description says, by the schema of the body.
OPTIONAL: dict[str, tuple[str, ...]] = {
    "CreateSkillBody": ("files",),
    "CreateSkillVersionBody": ("files",),
    "CreateVoiceRequest": ("audio_sample", "consent"),
    "RealtimeSessionCreateRequest": ("client_secret",),
}
# Other content types than the description's that are asked for, by the path.
HEADERS: dict[str, str] = {
    "/audio/speech": "application/octet-stream",
    "/containers/{container_id}/files/{file_id}/content": "application/binary",
    "/files/{file_id}/content": "application/binary",
    "/realtime/calls": "application/sdp",
    "/skills/{skill_id}/content": "application/binary",
    "/skills/{skill_id}/versions/{version}/content": "application/binary",
    "/videos/{video_id}/content": "application/binary",
}
