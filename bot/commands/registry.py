"""Every command there is, and /help, which reads them."""

from bot.asked import Answer, Asked
from bot.commands.accept import ACCEPT
from bot.commands.agenda import AGENDA
from bot.commands.assign import ASSIGN
from bot.commands.board import BOARD
from bot.commands.calendar import CALENDAR
from bot.commands.command import Command
from bot.commands.escalate import ESCALATE
from bot.commands.item import ITEM
from bot.commands.late import LATE
from bot.commands.link import LINK
from bot.commands.meeting import MEETING
from bot.commands.move import MOVE
from bot.commands.myitems import MYITEMS
from bot.commands.note import NOTE
from bot.commands.nudge import NUDGE
from bot.commands.outcome import OUTCOME
from bot.commands.say import SAY
from bot.commands.secret import SECRET
from bot.commands.send_back import RETURN
from bot.commands.set_state import SET
from bot.commands.silent import SILENT
from bot.commands.start import START
from bot.commands.unlink import UNLINK
from bot.commands.who import WHO
from bot.conversations import conversation_of
from bot.desk import Desk, Place
from bot.messages import cards
from programme.chats import ChatState
from programme.reminders import ChatRole

SUMMARIES = {
    ChatRole.AGENCY: (
        "Trợ lý nhắc việc của Văn phòng. Quý cơ quan chỉ cần trả lời tin nhắc bằng câu "
        "thường, ví dụ “mục 3 đã xong, mục 4 đang lấy ý kiến”, hoặc bấm nút dưới tin. "
        "Nhắn nhầm thì trả lời “hoàn tác”. Đi vắng thì báo “tôi nghỉ đến 25/7, anh "
        "Minh thay”. Các lệnh:"
    ),
    ChatRole.OFFICE: "Trợ lý nhắc việc của Văn phòng. Các lệnh trong nhóm này:",
    ChatRole.LEADER: "Trợ lý nhắc việc của Văn phòng. Các lệnh trong nhóm này:",
    ChatRole.HEAD: (
        "Trợ lý nhắc việc của Văn phòng. Nhóm này chỉ nhận tin khi có hồ sơ quá hạn mà "
        "chưa có phản hồi; xin trả lời bằng câu thường. Các lệnh:"
    ),
}
UNLINKED = (
    "Trợ lý nhắc việc của Văn phòng UBND. Nhóm này chưa được liên kết; "
    "khi có mã do Văn phòng cấp, gửi:"
)


async def help_(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, desk
    if place.chat.state is not ChatState.LINKED:
        usable = [(START.usage, START.what)]
        return [Answer(text=cards.help_text(UNLINKED, usable))]
    role = place.chat.role
    named = COMMANDS.get(words.strip().removeprefix("/").lower())
    if named is not None and role in named.roles:
        text = cards.one_help(named.usage, named.what, conversation_of(named.name))
        return [Answer(text=text)]
    usable = [(c.usage, c.what) for c in commands_for(role) if c is not START]
    return [Answer(text=cards.help_text(SUMMARIES[role], usable))]


HELP = Command(
    name="help",
    usage="/help hoặc /help item",
    what="hướng dẫn",
    run=help_,
)

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        MYITEMS,
        ITEM,
        BOARD,
        LATE,
        SILENT,
        AGENDA,
        ACCEPT,
        RETURN,
        SET,
        NUDGE,
        NOTE,
        ASSIGN,
        MOVE,
        MEETING,
        OUTCOME,
        SECRET,
        SAY,
        ESCALATE,
        CALENDAR,
        WHO,
        LINK,
        UNLINK,
        START,
        HELP,
    )
}


def commands_for(role: ChatRole) -> list[Command]:
    """In the order of the registry, those a chat of this role may use."""
    return [command for command in COMMANDS.values() if role in command.roles]
