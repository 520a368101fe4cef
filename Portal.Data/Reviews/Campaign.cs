using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Sources;

namespace Portal.Data.Reviews;

/// <summary>
/// An access review: everything that a scope names, put before the people who answer for it, until a date. Its own rules are here; commands
/// move it.
/// </summary>
public sealed class Campaign
{
    /// <summary>The longest name.</summary>
    public const int NameLength = 200;

    /// <summary>The longest text that it is signed off with.</summary>
    public const int SignOffLength = 2000;

    /// <summary>Its id.</summary>
    public CampaignId Id { get; init; } = CampaignId.New();

    /// <summary>The name people gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Which access it is about, as the query text of a <see cref="ReviewScope"/>.</summary>
    public required string Filter { get; init; }

    /// <summary>Entitlements that it is about whatever the query says, see <see cref="CampaignScope"/>.</summary>
    public IReadOnlyList<EntitlementId> Listed { get; init; } = [];

    /// <summary>What it leaves out, and why.</summary>
    public IReadOnlyList<ScopeExclusion> Exclusions { get; init; } = [];

    /// <summary>Its rounds, at most <see cref="ReviewStage.MostStages"/>; without any, each item has one reviewer, and their answer is its decision.</summary>
    public IReadOnlyList<ReviewStage> Stages { get; init; } = [];

    /// <summary>Whether somebody may decide alone on an agent that they alone own.</summary>
    public bool OwnersDecideAlone { get; init; }

    /// <summary>What becomes of access about which nobody answered; null, as for campaigns of earlier versions, is <see cref="NoAnswerPolicy.Keeps"/>.</summary>
    public NoAnswerPolicy? NoAnswer { get; init; }

    /// <summary>How many levels of escalation it went through since its due date was said.</summary>
    public int EscalatedLevels { get; private set; }

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

    /// <summary>Since when nobody may decide for a while, or null.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>When decisions ended, or null before.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When its last revoke was settled, or null before.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When it was signed off, or null before.</summary>
    public DateTimeOffset? SealedAt { get; private set; }

    /// <summary>Who signed it off, or null before.</summary>
    public PersonId? SealedById { get; private set; }

    /// <summary>With which words, or null before.</summary>
    public string? SignOff { get; private set; }

    /// <summary>What it covers, or null before it was collected.</summary>
    public PopulationCounts? Population { get; private set; }

    /// <summary>Where that is known from, or null before it was collected, and for campaigns of earlier versions of the portal.</summary>
    public PopulationManifest? Manifest { get; private set; }

    /// <summary>Whose word there is for sources that may not be complete.</summary>
    public IReadOnlyList<ScopeException> Exceptions { get; private set; } = [];

    /// <summary>Counts the commands that touched it. Taking the next number also takes the row's lock, see <see cref="CampaignLock"/>.</summary>
    public long Turn { get; set; }

    /// <summary>Which access it is about.</summary>
    public CampaignScope Scope => new(Filter, Listed, Exclusions);

    /// <summary>Whom it asks.</summary>
    public Asking Asking => new(OwnerId, Stages, OwnersDecideAlone);

    /// <summary>Whether reviewers may decide. The due date does not end that: a late answer is better than none.</summary>
    public bool AcceptsDecisions => State == CampaignState.Active;

    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsOver => State is CampaignState.Closed or CampaignState.Sealed or CampaignState.Cancelled;

    /// <summary>Whether items wait for answers, now or after a pause: whoever is asked has to be able to answer.</summary>
    public bool IsRunning => State is CampaignState.Active or CampaignState.Paused;

    /// <summary>Whether answers are late at <paramref name="now"/>.</summary>
    public bool IsOverdue(DateTimeOffset now) => State == CampaignState.Active && now >= DueAt;

    /// <summary>Begins to read what it covers. What was read before is read anew.</summary>
    public CampaignMoved Collect(DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Draft or CampaignState.BlockedIncomplete or CampaignState.Staged when DueAt <= now:
                return CampaignMoved.DueDatePassed;
            case CampaignState.Draft or CampaignState.BlockedIncomplete or CampaignState.Staged:
                State = CampaignState.Collecting;
                Population = null;
                Manifest = null;
                return CampaignMoved.Done;
            case CampaignState.Collecting or CampaignState.Active:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>What <see cref="Stage"/> would say of what was read.</summary>
    /// <param name="manifest">What was read.</param>
    /// <param name="unreviewable">Identities that nobody may be asked about.</param>
    public CampaignMoved CanStage(PopulationManifest manifest, int unreviewable) => State switch
    {
        CampaignState.Staged or CampaignState.Active => CampaignMoved.AlreadySo,
        not CampaignState.Collecting => CampaignMoved.WrongState,
        _ when manifest.Blocking(Exceptions).Any() => CampaignMoved.Incomplete,
        _ when manifest.Entitlements == 0 => CampaignMoved.Empty,
        _ => unreviewable > 0 ? CampaignMoved.NobodyToAsk : CampaignMoved.Done,
    };

    /// <summary>
    /// Ends the reading: its items are there, or it is blocked because they may not be all, or it is a draft again because there is nothing or
    /// nobody to ask.
    /// </summary>
    /// <param name="manifest">What was read.</param>
    /// <param name="population">The same in numbers.</param>
    /// <param name="unreviewable">Identities that nobody may be asked about.</param>
    public CampaignMoved Stage(PopulationManifest manifest, PopulationCounts population, int unreviewable)
    {
        var moved = CanStage(manifest, unreviewable);
        State = moved switch
        {
            CampaignMoved.Done => CampaignState.Staged,
            CampaignMoved.Incomplete => CampaignState.BlockedIncomplete,
            CampaignMoved.Empty or CampaignMoved.NobodyToAsk => CampaignState.Draft,
            _ => State,
        };
        if (moved is CampaignMoved.Done or CampaignMoved.Incomplete)
        {
            Manifest = manifest;
            Population = population;
        }
        return moved;
    }

    /// <summary>Signs for a source that blocks it.</summary>
    public CampaignMoved Except(SourceId source, string reason, PersonId? by, DateTimeOffset now)
    {
        if (State != CampaignState.BlockedIncomplete)
        {
            return CampaignMoved.WrongState;
        }
        if (by is null)
        {
            return CampaignMoved.PersonNeeded;
        }
        if (Manifest!.Sources.FirstOrDefault(s => s.Id == source) is not { Problem: { } problem } found)
        {
            return CampaignMoved.NothingToExcept;
        }
        if (Exceptions.Any(e => e.Covers(found)))
        {
            return CampaignMoved.AlreadySo;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return CampaignMoved.ReasonMissing;
        }
        if (reason.Length > ScopeException.ReasonLength)
        {
            return CampaignMoved.ReasonTooLong;
        }
        Exceptions = [.. Exceptions, new(source, problem, found.Snapshot, reason, by.Value, now)];
        return CampaignMoved.Done;
    }

    /// <summary>Asks the reviewers.</summary>
    /// <param name="isAsCollected">Whether what it covers is still exactly its items; else they are made anew first.</param>
    /// <param name="now">The time.</param>
    public CampaignMoved Launch(bool isAsCollected, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Staged when DueAt <= now:
                return CampaignMoved.DueDatePassed;
            case CampaignState.Staged when !isAsCollected:
                Collect(now);
                return CampaignMoved.AccessChanged;
            case CampaignState.Staged:
                State = CampaignState.Active;
                LaunchedAt = now;
                return CampaignMoved.Done;
            case CampaignState.Active:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Takes no answers for a while.</summary>
    public CampaignMoved Pause(string reason, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Active when string.IsNullOrWhiteSpace(reason):
                return CampaignMoved.ReasonMissing;
            case CampaignState.Active:
                State = CampaignState.Paused;
                PausedAt = now;
                return CampaignMoved.Done;
            case CampaignState.Paused:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Takes answers again; the due date moves by as long as nobody could answer before it.</summary>
    public CampaignMoved Resume(DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Paused:
                State = CampaignState.Active;
                if (PausedAt < DueAt)
                {
                    DueAt += now - PausedAt.Value;
                }
                PausedAt = null;
                return CampaignMoved.Done;
            case CampaignState.Active:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Takes note that its overdue questions were put before who stands higher, up to the level that is due.</summary>
    public void Escalate(DateTimeOffset now) => EscalatedLevels = Math.Max(EscalatedLevels, NoAnswer?.LevelsDue(DueAt, now) ?? 0);

    /// <summary>Ends decisions. Before the due date only when everything is decided; a silent approval never comes of it.</summary>
    /// <param name="openItems">Items that nobody decided.</param>
    /// <param name="now">The time.</param>
    /// <param name="askedItems">Those of them whose clock stands still because of a question, which no due date cuts short; it ends by itself.</param>
    public CampaignMoved Close(int openItems, DateTimeOffset now, int askedItems = 0)
    {
        switch (State)
        {
            case CampaignState.Active when askedItems > 0 || (openItems > 0 && now < DueAt):
                return CampaignMoved.ItemsOpen;
            case CampaignState.Active:
                EndedAt = now;
                State = CampaignState.Closing;
                return CampaignMoved.Done;
            case CampaignState.Closing or CampaignState.Remediating or CampaignState.Closed:
                return CampaignMoved.AlreadySo;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Goes on after decisions ended and what nobody answered is settled.</summary>
    /// <param name="unsettledRevokes">Revokes that are not verified, undone or accepted as a risk.</param>
    /// <param name="now">The time.</param>
    public CampaignMoved EndClosing(int unsettledRevokes, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Closing:
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

    /// <summary>Signs it off: after that nothing of it changes.</summary>
    /// <param name="unsettledRevokes">Revokes that are not, or no longer, verified, undone or accepted as a risk.</param>
    /// <param name="signOff">What is signed.</param>
    /// <param name="by">The person who signs; null for callers that are no person.</param>
    /// <param name="now">The time.</param>
    public CampaignMoved Seal(int unsettledRevokes, string signOff, PersonId? by, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Closed when by is null:
                return CampaignMoved.PersonNeeded;
            case CampaignState.Closed when string.IsNullOrWhiteSpace(signOff):
                return CampaignMoved.ReasonMissing;
            case CampaignState.Closed when signOff.Length > SignOffLength:
                return CampaignMoved.ReasonTooLong;
            case CampaignState.Closed when unsettledRevokes > 0:
                return CampaignMoved.RevokesOpen;
            case CampaignState.Closed:
                State = CampaignState.Sealed;
                SealedAt = now;
                SealedById = by;
                SignOff = signOff;
                return CampaignMoved.Done;
            case CampaignState.Sealed:
                return CampaignMoved.AlreadySo;
            case CampaignState.Remediating:
                return CampaignMoved.RevokesOpen;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>Gives it up. Decisions and revokes so far stay on record.</summary>
    public CampaignMoved Cancel(string reason, DateTimeOffset now)
    {
        switch (State)
        {
            case CampaignState.Cancelled:
                return CampaignMoved.AlreadySo;
            case CampaignState.Closing or CampaignState.Remediating or CampaignState.Closed or CampaignState.Sealed:
                return CampaignMoved.WrongState;
            case var _ when string.IsNullOrWhiteSpace(reason):
                return CampaignMoved.ReasonMissing;
            default:
                State = CampaignState.Cancelled;
                PausedAt = null;
                EndedAt = now;
                return CampaignMoved.Done;
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
            case CampaignState.Remediating or CampaignState.Closed when dueAt <= now:
                return CampaignMoved.DueDatePassed;
            case CampaignState.Remediating or CampaignState.Closed when string.IsNullOrWhiteSpace(reason):
                return CampaignMoved.ReasonMissing;
            case CampaignState.Remediating or CampaignState.Closed:
                State = CampaignState.Active;
                DueAt = dueAt;
                EscalatedLevels = 0;
                EndedAt = null;
                ClosedAt = null;
                return CampaignMoved.Done;
            default:
                return CampaignMoved.WrongState;
        }
    }

    /// <summary>What can be done next, and what could be if it were not for a reason; the most likely first.</summary>
    /// <param name="openItems">Items that nobody decided.</param>
    /// <param name="unsettledRevokes">Revokes that are not verified, undone or accepted as a risk.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<NextStep> Next(int openItems, int unsettledRevokes, DateTimeOffset now)
    {
        CampaignMoved? late = DueAt <= now ? CampaignMoved.DueDatePassed : null;
        return State switch
        {
            CampaignState.Draft or CampaignState.Collecting => [new(CampaignStep.Launch, late), new(CampaignStep.Collect, late), new(CampaignStep.Cancel)],
            CampaignState.BlockedIncomplete =>
            [
                new(CampaignStep.Launch, late ?? (Manifest!.Blocking(Exceptions).Any() ? CampaignMoved.Incomplete : null)), new(CampaignStep.Collect, late), new(CampaignStep.Cancel),
            ],
            CampaignState.Staged => [new(CampaignStep.Launch, late), new(CampaignStep.Collect, late), new(CampaignStep.Cancel)],
            CampaignState.Active => [new(CampaignStep.Close, openItems > 0 && now < DueAt ? CampaignMoved.ItemsOpen : null), new(CampaignStep.Pause), new(CampaignStep.Cancel)],
            CampaignState.Paused => [new(CampaignStep.Resume), new(CampaignStep.Cancel)],
            CampaignState.Closing => [new(CampaignStep.Close)],
            CampaignState.Remediating => [new(CampaignStep.Seal, CampaignMoved.RevokesOpen), new(CampaignStep.Reopen)],
            CampaignState.Closed => [new(CampaignStep.Seal, unsettledRevokes > 0 ? CampaignMoved.RevokesOpen : null), new(CampaignStep.Reopen)],
            CampaignState.Sealed or CampaignState.Cancelled => [],
        };
    }
}
