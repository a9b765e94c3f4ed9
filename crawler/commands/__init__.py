"""The commands of ``scrapy`` that this project has its own way of."""
