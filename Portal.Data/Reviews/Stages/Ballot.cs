namespace Portal.Data.Reviews.Stages;

/// <summary>What those who are asked about one item said so far, in numbers.</summary>
/// <param name="Accepts">Who attested.</param>
/// <param name="Revokes">Who revoked.</param>
/// <param name="Reduces">Who wants something narrower.</param>
/// <param name="Abstains">Who has no opinion.</param>
/// <param name="Missing">Who said nothing yet.</param>
public sealed record Ballot(int Accepts, int Revokes, int Reduces, int Abstains, int Missing)
{
    /// <summary>Who said no.</summary>
    public int Denies => Revokes + Reduces;

    /// <summary>Counts votes; null is one that was not given yet.</summary>
    public static Ballot Of(IEnumerable<DecisionKind?> votes)
    {
        var ballot = new Ballot(Accepts: 0, Revokes: 0, Reduces: 0, Abstains: 0, Missing: 0);
        foreach (var vote in votes)
        {
            ballot = vote switch
            {
                DecisionKind.Attest => ballot with { Accepts = ballot.Accepts + 1 },
                DecisionKind.Revoke => ballot with { Revokes = ballot.Revokes + 1 },
                DecisionKind.Reduce => ballot with { Reduces = ballot.Reduces + 1 },
                DecisionKind.Abstain => ballot with { Abstains = ballot.Abstains + 1 },
                DecisionKind.NotMine or null => ballot with { Missing = ballot.Missing + 1 },
            };
        }
        return ballot;
    }

    /// <summary>
    /// What it comes to: <see cref="ReviewItemState.Open"/> while more votes may change it. A yes needs the quorum and somebody who said it; a
    /// no needs no quorum; where there is neither, nobody stood behind it.
    /// </summary>
    /// <param name="strategy">How votes count.</param>
    /// <param name="quorum">How many have to vote, abstentions aside, before a yes holds.</param>
    /// <param name="isOver">Whether no more votes come.</param>
    public ReviewItemState Outcome(VoteStrategy strategy, int quorum, bool isOver)
    {
        var isAnswered = Missing == 0;
        var hasQuorum = Accepts > 0 && Accepts + Denies >= quorum;
        var yes = strategy switch
        {
            VoteStrategy.AnyAcceptAccepts => hasQuorum,
            VoteStrategy.AllMustAccept => hasQuorum && Denies + Abstains + Missing == 0,
            VoteStrategy.AnyRevokeRevokes => hasQuorum && Denies == 0 && isAnswered,
            VoteStrategy.AcceptedUnlessDenied => hasQuorum && Denies == 0 && (isAnswered || isOver),
        };
        var no = Denies > 0 && (strategy != VoteStrategy.AnyAcceptAccepts || (Accepts == 0 && isAnswered));
        if (yes)
        {
            return ReviewItemState.Attested;
        }
        if (no)
        {
            return Revokes > 0 ? ReviewItemState.Revoked : ReviewItemState.Reduced;
        }
        return isAnswered ? ReviewItemState.Abstained : isOver ? ReviewItemState.Unanswered : ReviewItemState.Open;
    }
}
