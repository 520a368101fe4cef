using Portal.Data.Access;

namespace Portal.Data.Reviews;

/// <summary>
/// An access review: everything that the agents of a filter hold, put before the people who answer for them, until a date. Its own rules are
/// here; commands move it.
/// </summary>
public sealed class Campaign
{
    /// <summary>The longest name.</summary>
    public const int NameLength = 200;

    /// <summary>Its id.</summary>
    public CampaignId Id { get; init; } = CampaignId.New();

    /// <summary>The name people gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The agents that it is about, as the query text of an agent filter.</summary>
    public required string Filter { get; init; }

    /// <summary>
    /// Names the occasion, for example <c>quarterly/2026-Q4</c>, unique: the same occasion cannot be created twice, whoever tries. A campaign
    /// made by hand has its own id here.
    /// </summary>
    public required string Occurrence { get; init; }

    /// <summary>Who answers for the campaign, and reviews what nobody else can.</summary>
    public required PersonId OwnerId { get; set; }

    /// <summary>Who answered for it until they left, where it came to <see cref="OwnerId"/> without anybody's decision; or null.</summary>
    public PersonId? InheritedFromId { get; private set; }

    /// <summary>When it came to them so, or null.</summary>
    public DateTimeOffset? InheritedAt { get; private set; }

    /// <summary>Up to, not including, when reviewers are asked to answer.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Where it is.</summary>
    public CampaignState State { get; private set; }

    /// <summary>When it was prepared.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When reviewers were asked, or null before.</summary>
    public DateTimeOffset? LaunchedAt { get; private set; }

    /// <summary>When decisions ended, or null before.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When its last revoke was settled, or null before.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>What it covers, or null before the launch.</summary>
    public PopulationCounts? Population { get; private set; }

    /// <summary>Counts the commands that touched it. Taking the next number also takes the row's lock, see <see cref="CampaignLock"/>.</summary>
    public long Turn { get; set; }

    /// <summary>Whether reviewers may decide. The due date does not end that: a late answer is better than none.</summary>
    public bool AcceptsDecisions => State == CampaignState.Active;

    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsOver => State is CampaignState.Closed or CampaignState.Cancelled;

    /// <summary>Whether answers are late at <paramref name="now"/>.</summary>
    public bool IsOverdue(DateTimeOffset now) => State == CampaignState.Active && now >= DueAt;

    /// <summary>Asks the reviewers.</summary>
    /// <param name="population">What it covers; ignored when it was launched before.</param>
    /// <param name="now">The time.</param>
    public CampaignMoved Launch(PopulationCounts population, DateTimeOffset now)
    {
        if (CanLaunch(now) is not CampaignMoved.Done and var refusal)
        {
            return refusal;
        }
        if (population.Entitlements == 0)
        {
            return CampaignMoved.Empty;
        }
        State = CampaignState.Active;
        Population = population;
        LaunchedAt = now;
        return CampaignMoved.Done;
    }

    /// <summary>What <see cref="Launch"/> would say before the population is read.</summary>
    public CampaignMoved CanLaunch(DateTimeOffset now) => State switch
    {
        CampaignState.Draft => DueAt <= now ? CampaignMoved.DueDatePassed : CampaignMoved.Done,
        CampaignState.Active => CampaignMoved.AlreadySo,
        CampaignState.Remediating or CampaignState.Closed or CampaignState.Cancelled => CampaignMoved.WrongState,
    };

    /// <summary>Ends decisions. Before the due date only when everything is decided; a silent approval never comes of it.</summary>
    /// <param name="openItems">Items that nobody decided.</param>
    /// <param name="unsettledRevokes">Revokes that are not verified, undone or accepted as a risk.</param>
    /// <param name="now">The time.</param>
    public CampaignMoved Close(int openItems, int unsettledRevokes, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Active when openItems > 0 && now < DueAt:
                return CampaignMoved.ItemsOpen;
            case CampaignState.Active:
                EndedAt = now;
                State = CampaignState.Remediating;
                Settle(unsettledRevokes, now);
                return CampaignMoved.Done;
            case CampaignState.Remediating or CampaignState.Closed:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Closes it for good when decisions ended and no revoke is left to prove.</summary>
    /// <returns>True when it closed just now.</returns>
    public bool Settle(int unsettledRevokes, DateTimeOffset now)
    {
        if (State != CampaignState.Remediating || unsettledRevokes > 0)
        {
            return false;
        }
        State = CampaignState.Closed;
        ClosedAt = now;
        return true;
    }

    /// <summary>Gives it up. Decisions and revokes so far stay on record.</summary>
    public CampaignMoved Cancel(string reason, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Draft or CampaignState.Active when string.IsNullOrWhiteSpace(reason):
                return CampaignMoved.ReasonMissing;
            case CampaignState.Draft or CampaignState.Active:
                State = CampaignState.Cancelled;
                EndedAt = now;
                return CampaignMoved.Done;
            case CampaignState.Cancelled:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Gives it to somebody else, because who answers for it left.</summary>
    public void PassOn(PersonId successor, DateTimeOffset now)
    {
        InheritedFromId = OwnerId;
        InheritedAt = now;
        OwnerId = successor;
    }

    /// <summary>Takes decisions again, until a new date. Only what nobody answered is open again.</summary>
    public CampaignMoved Reopen(DateTimeOffset dueAt, string reason, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Active:
                return CampaignMoved.AlreadySo;
            case CampaignState.Draft or CampaignState.Cancelled:
                return CampaignMoved.WrongState;
            case CampaignState.Remediating or CampaignState.Closed when dueAt <= now:
                return CampaignMoved.DueDatePassed;
            case CampaignState.Remediating or CampaignState.Closed when string.IsNullOrWhiteSpace(reason):
                return CampaignMoved.ReasonMissing;
            default:
                State = CampaignState.Active;
                DueAt = dueAt;
                EndedAt = null;
                ClosedAt = null;
                return CampaignMoved.Done;
        }
    }
}
