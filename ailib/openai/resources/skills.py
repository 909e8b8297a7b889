# Written by tools/build_openai.py from the published description of the API; changes here are lost.

"""`client.skills`, declared: one line per endpoint. Types and parameters are in the stub."""

from __future__ import annotations

from typing import TypeVar

from ..endpoint import Endpoint, Nested, Resource

__all__ = ["Skills", "SkillsContent", "SkillsVersions", "SkillsVersionsContent"]

M = TypeVar("M")


class SkillsContent(Resource[M]):
    """`client.skills.content`."""

    retrieve = Endpoint("GET", "/skills/{skill_id}/content", answer="bytes", accept="application/binary")


class SkillsVersionsContent(Resource[M]):
    """`client.skills.versions.content`."""

    retrieve = Endpoint("GET", "/skills/{skill_id}/versions/{version}/content", answer="bytes", accept="application/binary")


class SkillsVersions(Resource[M]):
    """`client.skills.versions`."""

    content = Nested(SkillsVersionsContent)
    create = Endpoint("POST", "/skills/{skill_id}/versions", "SkillVersionResource", body="CreateSkillVersionBody", multipart="file")
    delete = Endpoint("DELETE", "/skills/{skill_id}/versions/{version}", "DeletedSkillVersionResource")
    list = Endpoint("GET", "/skills/{skill_id}/versions", "SkillVersionListResource", query="limit order after", page="after=id")
    retrieve = Endpoint("GET", "/skills/{skill_id}/versions/{version}", "SkillVersionResource")


class Skills(Resource[M]):
    """`client.skills`."""

    content = Nested(SkillsContent)
    versions = Nested(SkillsVersions)
    create = Endpoint("POST", "/skills", "SkillResource", body="CreateSkillBody", multipart="file")
    delete = Endpoint("DELETE", "/skills/{skill_id}", "DeletedSkillResource")
    list = Endpoint("GET", "/skills", "SkillListResource", query="limit order after", page="after=id")
    retrieve = Endpoint("GET", "/skills/{skill_id}", "SkillResource")
    update = Endpoint("POST", "/skills/{skill_id}", "SkillResource", body="SetDefaultSkillVersionBody")
