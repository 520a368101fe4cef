using Portal.Data.Reviews;
using Portal.Data.Reviews.Advice;
using Portal.Data.Reviews.Pauses;

namespace Portal.Reviews;

/// <summary>How a reviewer's answers are said to them.</summary>
internal static class ReviewWords
{
    /// <summary>The answer as its button is called.</summary>
    public static string Of(DecisionKind kind) => kind switch
    {
        DecisionKind.Attest => "Keep",
        DecisionKind.Revoke => "Revoke",
        DecisionKind.Reduce => "Reduce",
        DecisionKind.NotMine => "Not mine",
        DecisionKind.Abstain => "No opinion",
    };

    /// <summary>What the facts speak for.</summary>
    public static string Of(RecommendationKind kind) => kind switch
    {
        RecommendationKind.Keep => "Speaks for keeping it",
        RecommendationKind.Revoke => "Speaks for revoking it",
        RecommendationKind.LookCloser => "Wants a closer look",
    };

    /// <summary>What submitting an answer comes to.</summary>
    /// <param name="kind">The answer.</param>
    /// <param name="isByVotes">Whether it is one vote of several.</param>
    public static string Effect(DecisionKind kind, bool isByVotes) => kind switch
    {
        DecisionKind.NotMine => "Somebody else is asked, by mail.",
        DecisionKind.Attest or DecisionKind.Revoke or DecisionKind.Reduce or DecisionKind.Abstain when isByVotes => "It counts with the votes of the others who are asked.",
        DecisionKind.Attest => "The access stays, and you stand behind it.",
        DecisionKind.Revoke => "Its removal is planned. A revoke stands: you cannot take it back here.",
        DecisionKind.Reduce => "Something narrower is planned in its place. You can still revoke it, not keep it.",
        DecisionKind.Abstain => "The access stays, and nobody stands behind it.",
    };

    /// <summary>Why an answer was not taken, or will not be, and what to do.</summary>
    public static string Problem(Decided refusal) => refusal switch
    {
        Decided.ReasonMissing => "A reason is needed here.",
        Decided.RevokeStands => "It was decided to go, and that stands. Talk to whoever asked you.",
        Decided.NotOpen => "The review takes no more answers.",
        Decided.NotReviewer or Decided.NotFound => "It is no longer yours to answer.",
        Decided.OwnAccess => "Nobody decides on their own access.",
        Decided.GaveIt => "Changes show that you gave it, so somebody else decides whether it stays.",
        Decided.OwnsItAlone => "You own this agent alone, so somebody else decides.",
        Decided.StageOver => "The stage in which you were asked is over for this permission.",
        Decided.ChangedMeanwhile => "It was answered differently since you opened this page. Look at it again.",
        Decided.NobodyElse => "There is nobody else who may answer. Talk to whoever asked you.",
        Decided.UntilPassed => "The date has to be in the future.",
        Decided.Recorded or Decided.AlreadySo => string.Empty,
    };

    /// <summary>Why somebody could not be asked, or an item not be postponed, and what to do.</summary>
    public static string Problem(Paused refusal) => refusal switch
    {
        Paused.NotFound => "It does not wait for your answer any more.",
        Paused.NotOpen => "The review takes no answers now.",
        Paused.PausedAlready => "It waits already. Decide, or wait for the reply.",
        Paused.TooOften => $"It was put off as often as it may be: {ItemPause.MostQuestions} questions, and {ItemPause.MostPostponements} times to a later day. Decide with what is known.",
        Paused.DayNotPossible => $"Choose a day within the next {ItemPause.MostPostponedDays} days and before answers are due.",
        Paused.TextMissing => "Nothing was written. Say what you want to know, or what you know.",
        Paused.NobodyToAsk => "Nobody else with this mail address can reply here. Ask somebody who owns, sponsors or reviews AI agents.",
        Paused.RepliedAlready => "There was a reply already.",
        Paused.Done => string.Empty,
    };
}
