"""The director says whom to believe where sources differ; an officer does not."""

from models.centre import Centre


def test_the_director_sets_whom_to_believe_and_whether_names_are_read(person, centre):
    wish = {"conflict_rule": "ask", "keeps_applicants": True}
    director = person().sign_in("ha")
    assert director.put("/api/imports/rules", json=wish).json == wish
    stored = Centre.get_by_id(centre.id)
    assert (stored.conflict_rule, stored.keeps_applicants) == ("ask", True)
    assert director.get("/api/imports/rules").json == wish


def test_only_a_rule_of_the_list_is_taken_and_only_from_who_may(person, centre):
    wish = {"conflict_rule": "oldest", "keeps_applicants": False}
    assert person().sign_in("ha").put("/api/imports/rules", json=wish).status_code == 422
    wish["conflict_rule"] = "ministry"
    assert person().sign_in("truong").put("/api/imports/rules", json=wish).status_code == 403
    assert Centre.get_by_id(centre.id).conflict_rule == "newer"
