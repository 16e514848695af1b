"""The street outside: Telegram and Zalo on loopback, for the demo, training, tests.

Stands alone: it imports no other room. Whoever wants a world makes a `Street`
(`street.py`), puts bots, people and groups on it, and either speaks to it from Python
(`say`, `press`, `transcript`), or serves it: the strict Bot API for the bot
(`botapi/`) and one page on which one person plays every chat (`play/`, `page/`).

    street.py     the world: who is there, what was said, what people do
    botapi/       the street as a bot meets it: Telegram's methods, Telegram's refusals
    zalo_side/    its bots on Zalo, the free plan, what is lost on the way to them
    zalo/         Zalo's Bot API, its methods and refusals
    play/, page/  the street as the person at the screen meets it
    weather/      what befalls any call: limits, faults on command, outages; the ledger
    app.py        what answers requests: all of it, or the Bot API alone, or leaner
    serving.py    an application on a loopback port of the running event loop
    __main__.py   the street as a process of its own, for whoever kills the bot

Chats of both messengers lie on one street, and are played on one page.
"""
