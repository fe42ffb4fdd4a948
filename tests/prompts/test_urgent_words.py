"""The duty number is offered where harm tonight or now is said plainly, and seldom elsewhere."""

from prompts.urgent_words import may_be_urgent
from tests.each import each


@each(
    "text",
    [
        "im really worried she'll get hurt tonight, 0203",
        "I think he will hit her tonight when he gets back from the pub",
        "mum says dad is coming round tonight and shes scared he will batter her and the kids",
        "i dont think 0401 is safe to stay there tonight",
        "0401 isnt safe at home right now",
        "he said hes going to kill her",
        "she told me she wants to hurt herself tonight",
        "visited 0402. They are in danger if they go home this evening. Nan is away.",
        "he is hitting them right now i can hear it through the wall",
        "they are at risk of harm tonight",
        "shes terrified to go home tonight",
        "worried about leaving the baby there overnight",
        "0402 might get hurt before morning",
        "not sure the kids will be safe tonight",
        "I am so worried about her tonight",
        "he may be hurt now",
        "tonight he could be beaten again",
        "hes threatening to stab mum",
        "I'm not convinced 0403 will be safe there overnight",
        "she might hurt the baby tonight",
        "im going to run away tonight",
        "he has run off and hasnt come home tonight",
        "he is missing tonight",
        "they have nowhere to sleep tonight",
        "mum kicked her out tonight",
        "dad has taken her and not brought her back tonight",
        "the kids are on their own tonight",
        "they were left home alone tonight",
        "nobody is with them tonight",
    ],
)
def test_it_is_found(text: str) -> None:
    assert may_be_urgent(text)


@each(
    "text",
    [
        "she is safe tonight at her nans",
        "she didnt run away tonight",
        "he is not missing tonight",
        "he ran away in march",
        "i saw her alone tonight",
        "seen alone this evening",
        "i am going off duty tonight",
        "mum put the bins out tonight",
        "im home alone tonight writing this",
        "she is back home tonight",
        "he is at risk of exclusion now",
        "they are at real risk of losing the flat tonight",
        "nobody was hurt tonight",
        "he hit the ball over the fence and laughed, now he is happy",
        "she used to get hurt a lot but not now",
        "dad hit her last month, the plan is working",
        "he is not at risk now",
        "she got hurt at school today playing football",
        "I hit the traffic tonight and got there late",
        "he doesnt hit her now",
        "she was not safe there so she is at nans now",
        "she is scared of the dark and wants a lamp on tonight",
        "asked him what he would do tonight, he said watch the football",
        "mum is worried about money tonight",
        "I did not feel safe there tonight",
        "no longer scared to sleep at home tonight",
        "he was frightened when dad shouted. Now he sleeps well.",
        "what would make her safe tonight",
        "they are safe now with nan",
        "he was injured in March and is better now",
        "visited 0401 after school, she hid behind the sofa when he came in",
        "seen alone, she said it hurts when they argue",
        "we talked about hurting feelings and saying sorry",
        "he says nobody hits him now",
        "I will ring the school tonight",
    ],
)
def test_it_is_not_found(text: str) -> None:
    assert not may_be_urgent(text)
