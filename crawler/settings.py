"""Settings of the crawl, each with its reason. ``scrapy crawl … -s NAME=value`` overrides any of them."""

from __future__ import annotations

import os
from importlib.metadata import version

from parsing import addresses

BOT_NAME = "mercato"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
SPIDER_LOADER_CLASS = "crawler.loader.OutletSpiderLoader"  # outlets are data, not modules
COMMANDS_MODULE = "crawler.commands"  # crawl and list, with exit codes by contract

# --- who we are -------------------------------------------------------------------------------------------------
# Honest: no browser's name. MERCATO_CONTACT tells outlets whom to write to (an address or a page).
_contact = os.environ.get("MERCATO_CONTACT", "").strip()
USER_AGENT = f"Mercato/{version('mercato')} (French football news reader{f'; {_contact}' if _contact else ''})"
ROBOTSTXT_USER_AGENT = "Mercato"
ROBOTSTXT_OBEY = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr",
}
REFERRER_POLICY = "same-origin"
COOKIES_ENABLED = False  # nobody logs in; consent walls set cookies, articles do not need them

# --- politeness -------------------------------------------------------------------------------------------------
CONCURRENT_REQUESTS = 32  # over all outlets; at one request a second and host, ninety hosts fill two cores
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0  # seconds; an outlet's own `delay` goes before it
DOWNLOAD_DELAY_JITTER = 0.5
AUTOTHROTTLE_ENABLED = True  # slower than that for a server that answers slowly
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0

# --- bounds -----------------------------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 20  # seconds for a whole answer, so that a stopped crawl ends within thirty
DNS_TIMEOUT = 10
DOWNLOAD_MAXSIZE = 5 * 2**20  # bytes, unpacked; the largest article page seen has a fifth of it
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True  # half an answer is none
URLLENGTH_LIMIT = addresses.LONGEST
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 belong to crawler.middlewares.RetryAfter
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the run's report tells it in one line
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 8_000_000  # bytes waiting to be read; downloads pause until readers catch up
MEMUSAGE_LIMIT_MB = 0
MERCATO_ARTICLES_PER_OUTLET = 2000  # of one run; what is over stays pending for the next
MERCATO_SECTION_PAGES = 5  # of one section, following rel=next
MERCATO_SITEMAPS_PER_OUTLET = 50
MERCATO_RETRY_AFTER_MAX = 30  # seconds that a run waits because a server says so; longer waits go to the next run

# --- reading pages ----------------------------------------------------------------------------------------------
MERCATO_READERS = min(4, os.cpu_count() or 1)  # worker processes
MERCATO_READING_SECONDS = 20  # for one page, then its worker is killed and the page is marked
MERCATO_READER_PAGES = 2000  # pages after which a worker is replaced, in case something leaks

# --- what stays closed ------------------------------------------------------------------------------------------
TELNETCONSOLE_ENABLED = False  # both listen on a socket by default, the second runs any code it is sent
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}  # a link may only be http or https
HTTPPROXY_ENABLED = False  # a proxy of the environment would resolve names past the guard below
TWISTED_DNS_RESOLVER = "crawler.guard.PublicResolver"  # no loopback, no private network; MERCATO_ALLOW_PRIVATE=1
DOWNLOAD_VERIFY_CERTIFICATES = True

# --- parts ------------------------------------------------------------------------------------------------------
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # a server can lead it off site (dont_filter)
    "crawler.middlewares.OnSite": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # takes 503 for "everything is allowed"
    "crawler.robots.Robots": 100,
    "crawler.middlewares.RetryAfter": 555,
    "crawler.middlewares.InTurn": 950,  # last before the downloader: a stopped crawl gives up what waits here
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.throttle.OutletThrottle": 0,
}
ITEM_PIPELINES = {
    "crawler.pipelines.Reading": 100,
    "crawler.pipelines.Storing": 200,
}
HTTPERROR_ALLOW_ALL = True  # the spider writes down what every answer was
JOBDIR = None  # the ledger in the database is the memory of the crawl; after kill -9 Scrapy's own loses pages

# --- words ------------------------------------------------------------------------------------------------------
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)-7s %(message)s"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0
STATS_DUMP = False  # the run's report says it shorter
