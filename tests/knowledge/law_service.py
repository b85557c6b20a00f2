"""A local twin of the e-Gov law API, version 2: the list, the revisions of a law, and the text of a revision."""

from dataclasses import dataclass, field
from datetime import date

from aiohttp import web


@dataclass
class Revision:
    """A revision as the service has it."""

    law_id: str
    day: date | None
    amending: str
    text: str
    updated: str = "2026-01-05T10:00:00+09:00"
    status: str = "CurrentEnforced"

    @property
    def id(self) -> str:
        return f"{self.law_id}_{self.day.strftime('%Y%m%d') if self.day else '99999999'}_{self.amending}"

    def info(self) -> dict[str, object]:
        return {
            "law_revision_id": self.id,
            "law_type": "Act",
            "law_title": f"例示法{self.law_id[-3:]}",
            "abbrev": None,
            "updated": self.updated,
            "amendment_enforcement_date": self.day.isoformat() if self.day else None,
            "amendment_law_id": self.amending,
            "amendment_law_num": None,
            "repeal_status": "None",
            "repeal_date": None,
            "remain_in_force": False,
            "mission": "New",
            "current_revision_status": self.status,
        }

    def xml(self) -> str:
        day = f"<amendment_enforcement_date>{self.day}</amendment_enforcement_date>" if self.day else ""
        return (
            f"<law_data_response><law_info><law_id>{self.law_id}</law_id></law_info><revision_info>"
            f"<law_revision_id>{self.id}</law_revision_id>{day}<repeal_status>None</repeal_status></revision_info>"
            f"<law_full_text><Law><LawNum>平成五年法律第八号</LawNum><LawBody><LawTitle>例示法{self.law_id[-3:]}</LawTitle>"
            '<MainProvision><Article Num="1"><ArticleTitle>第一条</ArticleTitle><Paragraph Num="1"><ParagraphNum/>'
            f"<ParagraphSentence><Sentence>{self.text}</Sentence></ParagraphSentence></Paragraph></Article>"
            "</MainProvision></LawBody></Law></law_full_text></law_data_response>"
        )


@dataclass
class LawService:
    """What the service has, newest revision first for each law, and what it was asked."""

    laws: dict[str, list[Revision]] = field(default_factory=dict[str, list[Revision]])
    asked: list[str] = field(default_factory=list[str])
    page: int = 2
    fails_at: str = ""
    without_text: str = ""
    leads_back: bool = False
    unclear: dict[str, str] = field(default_factory=dict[str, str])

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/api/2/laws", self._list)
        application.router.add_get("/api/2/law_revisions/{law}", self._revisions)
        application.router.add_get("/api/2/law_data/{revision}", self._data)
        return application

    def texts(self) -> list[str]:
        """The revisions whose text was asked for."""
        return [path.rpartition("/")[2] for path in self.asked if "/law_data/" in path]

    async def _list(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        offset, limit = int(request.query["offset"]), min(int(request.query["limit"]), self.page)
        assert request.query["response_format"] == "json" and request.query["asof"] > "2026-12-31"
        found = list(self.laws.items())[offset : offset + limit]
        after = offset + len(found)
        laws: list[dict[str, dict[str, object]]] = [
            {
                "law_info": {"law_id": law_id, "law_num": "平成五年法律第八号", "law_type": "Act"},
                "revision_info": revisions[0].info(),
                "current_revision_info": next(
                    each for each in revisions if each.status == "CurrentEnforced"
                ).info(),
            }
            for law_id, revisions in found
        ]
        for law in laws:
            if self.unclear.get(str(law["law_info"]["law_id"])) == "list":
                law["revision_info"]["updated"] = "yesterday"
        return web.json_response(
            {
                "total_count": len(self.laws),
                "count": len(laws),
                "next_offset": 0 if self.leads_back else after if after < len(self.laws) else None,
                "laws": laws,
            }
        )

    async def _revisions(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        revisions = self.laws[request.match_info["law"]]
        if self.unclear.get(revisions[0].law_id) == "revisions":
            return web.json_response({"revisions": "unknown"})
        return web.json_response(
            {"law_info": {"law_id": revisions[0].law_id}, "revisions": [each.info() for each in revisions]}
        )

    async def _data(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        wanted = request.match_info["revision"]
        if wanted == self.fails_at:
            return web.Response(status=500)
        for revisions in self.laws.values():
            for each in revisions:
                if each.id == wanted != self.without_text:
                    return web.Response(text=each.xml(), content_type="application/xml")
        return web.json_response({"code": "404001", "message": "ありません。"}, status=404)
