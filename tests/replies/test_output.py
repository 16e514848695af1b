"""What `nhacviec reply --json` prints."""

from programme.replies import to_json, understand

from .offices import a_scope


def test_an_update_is_printed_with_every_key() -> None:
    meaning = understand(
        "mục 3 đã gửi qua trục, Tờ trình 66/TTr-SNN; mục 4 xin lùi đến 17/7",
        a_scope("nn"),
    )

    assert to_json(meaning, None) == {
        "kind": "update",
        "seen": True,
        "updates": [
            {
                "item": "I.3",
                "status": "ready",
                "until": None,
                "note": "Tờ trình 66/TTr-SNN",
            },
            {"item": "I.4", "status": "extension", "until": "2020-07-17", "note": None},
        ],
        "question": None,
    }


def test_a_question_has_no_updates() -> None:
    assert to_json(understand("xong rồi", a_scope("nn")), "Nội dung nào ạ?") == {
        "kind": "ask",
        "seen": True,
        "updates": [],
        "question": "Nội dung nào ạ?",
    }


def test_an_acknowledgement_is_a_sign_of_life() -> None:
    assert to_json(understand("ok anh", a_scope("nn")), None) == {
        "kind": "none",
        "seen": True,
        "updates": [],
        "question": None,
    }
