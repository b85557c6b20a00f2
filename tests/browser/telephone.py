"""A narrow window that is looked at in light and in dark."""

from dataclasses import dataclass

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import COLOURS, Axe

PHONE = {"width": 375, "height": 800}


@dataclass(frozen=True)
class Telephone:
    """A narrow window that goes from page to page."""

    page: Page

    def faults(self, address: str, axe: Axe) -> list[str]:
        """What is wrong with the page of an address, in light and in dark."""
        complaints: list[str] = []

        def listen(message: ConsoleMessage) -> None:
            if message.type == "error" and "404" not in message.text and "422" not in message.text:
                complaints.append(message.text)

        self.page.on("console", listen)
        self.page.goto(address)
        self.page.wait_for_load_state()
        faults = self.faults_here(axe)
        self.page.remove_listener("console", listen)
        return [*complaints, *faults]

    def faults_here(self, axe: Axe) -> list[str]:
        """The same of the page that is open; only colours differ in the dark."""
        self.page.emulate_media(color_scheme="light")
        faults = axe(self.page)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("wider than a telephone")
        self.page.emulate_media(color_scheme="dark")
        return [*faults, *axe(self.page, COLOURS)]
