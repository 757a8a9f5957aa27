"""The pages in a real browser: for everybody, with the keyboard alone, on a narrow screen, without script, and without a word to others."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

pytestmark = pytest.mark.browser
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
QUESTION = "text=Elkraftsingenj%C3%B6r%2C+tio+%C3%A5r&place=Str%C3%B6mstad&minutes=75"
PAGES = {
    "ask": "/{}/",
    "list": f"/{{}}/jobs?{QUESTION}",
    "thin": "/{}/jobs?text=jeg+vil+bli+astronaut&place=Str%C3%B8mstadd&minutes=soon",
    "ad": f"/{{}}/ad/example:no-001?{QUESTION}",
    "pay": "/{}/pay",
    "pay, answered": "/{}/pay?home=Trollh%C3%A4ttan&work=Sarpsborg&gross=700000&days=2",
    "pay, wrong": "/{}/pay?home=Strømsta&work=Halden&gross=1",
    "missing": "/{}/nothing",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own, served as people serve it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, "TVERS_HOME": str(tmp_path_factory.mktemp("home")), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from tvers.cli import main; main()", "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"{address}/api/v1/health", server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server stopped by itself"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback, as made above
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not answer within a minute")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh visitor; whatever a page asks of anybody but the site fails the test."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert [address for address in asked if not address.startswith(f"{site}/")] == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("language", "scheme"), [("nb", "light"), ("nb", "dark"), ("sv", "light"), ("sv", "dark"), ("nn", "light"), ("en", "dark")]
)
def test_no_page_breaks_a_rule_of_wcag(context: BrowserContext, language: str, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of the two
    for name, address in PAGES.items():
        page.goto(address.format(language))
        assert violations(page) == [], name
        for summary in page.locator("summary").all()[:2]:
            summary.click()
        assert violations(page) == [], f"{name}, opened"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_over_the_edge_also_with_text_twice_as_large(context: BrowserContext, width: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES.values():
        for size in ("100%", "200%"):
            page.goto(address.format("sv"))
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, f"{address} {size}"


def test_a_commuter_finds_a_job_across_the_border_with_the_keyboard_alone(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/sv/")
    # GIVEN a person who uses no mouse: the first key skips to the content
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    # WHEN they write, choose and send
    reach(page, "#text")
    page.keyboard.type("Elkraftsingenjör, tio år, kan EPLAN")
    page.keyboard.press("Tab")
    page.keyboard.type("Strömstad")
    page.keyboard.press("Tab")
    page.keyboard.type("75")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    # THEN the list opens with a job in the other country first, and its page says why
    page.wait_for_url("**/sv/jobs?**")
    assert "minutes=75" in page.url
    first = page.locator(".card").first
    assert "Halden, Norge" in first.inner_text()
    assert "över gränsen" in first.inner_text()
    reach(page, ".card a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sv/ad/**")
    assert page.get_by_role("heading", name="Hur väl jobbet passar").is_visible()
    # AND the way back leads to the same list
    page.get_by_role("link", name="Tillbaka till listan").press("Enter")
    page.wait_for_url("**/sv/jobs?**")
    assert page.locator(".card").count() == 20


def reach(page: Page, wanted: str) -> None:
    """Press Tab until what is wanted has the focus, which must be seen."""
    for _ in range(60):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {wanted} cannot be seen"
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached with Tab")


def test_everything_works_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/nb/")
    page.get_by_label("Om deg").fill("Elektriker med fagbrev")
    page.get_by_label("Hvor bor du?").fill("Halden")
    page.get_by_role("button", name="Vis jobber").click()
    cards = page.locator(".card")
    assert cards.count() == 20
    cards.first.locator("summary").click()
    assert cards.first.locator("details .reasons li").count() >= 3
    context.close()


def test_a_first_visit_is_light(context: BrowserContext) -> None:
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.header_value("content-length") or 0)))
    page.goto("/nb/", wait_until="networkidle")
    assert len(sizes) >= 3
    assert 0 < sum(sizes) <= 70_000


def test_the_language_is_changed_where_one_stands(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"/nb/jobs?{QUESTION}")
    before = page.locator(".card h2").all_inner_texts()
    page.get_by_role("link", name="Svenska").click()
    page.wait_for_url(re.compile("/sv/jobs"))
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator(".card h2").all_inner_texts() == before
