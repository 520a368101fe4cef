namespace Portal.Data.Reviews.Stages;

/// <summary>How the votes on one item come to one outcome, see <see cref="Ballot"/>. None of them makes a yes of silence.</summary>
public enum VoteStrategy
{
    /// <summary>One who accepts is enough; it goes only when everybody answered and nobody accepted.</summary>
    AnyAcceptAccepts,
    /// <summary>Everybody who is asked has to accept; one who does not is enough for it to go.</summary>
    AllMustAccept,
    /// <summary>One who denies is enough for it to go; it stays once everybody answered and nobody did.</summary>
    AnyRevokeRevokes,
    /// <summary>As <see cref="AnyRevokeRevokes"/>, and who says nothing until the stage ends does not keep the others' yes back.</summary>
    AcceptedUnlessDenied,
}
