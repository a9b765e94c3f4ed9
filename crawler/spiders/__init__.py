"""Where Scrapy looks for spiders; the registry makes them, see `crawler.loader`."""
