using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>
/// One thing that the portal means to do on a platform. It is stored before the first call, keeps what was there before, and stays until
/// looking shows what came of it: whoever finds it after a crash knows all that is needed to go on.
/// </summary>
public sealed class CarryAct
{
    /// <summary>Its id.</summary>
    public CarryActId Id { get; init; } = CarryActId.New();

    /// <summary>The remediation that it carries out or undoes.</summary>
    public required RemediationId RemediationId { get; init; }

    /// <summary>The remediation's campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>What it does.</summary>
    public required CarryActKind Kind { get; init; }

    /// <summary>The plan that was agreed to, see <see cref="Remediation.PlanHash"/>.</summary>
    public required string Plan { get; init; }

    /// <summary>How far it is.</summary>
    public CarryActState State { get; private set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who asked for it; null for a program.</summary>
    public required PersonId? RequestedById { get; init; }

    /// <summary>What was there before it was taken away; null before that was seen, and when it was gone already.</summary>
    public GrantSight? Before { get; set; }

    /// <summary>When that was kept, just before the first call; or null.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it may be tried next.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; private set; }

    /// <summary>Until when one portal has it to itself, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>What went wrong last, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether something is left to do.</summary>
    public bool IsOpen => State is CarryActState.Waiting or CarryActState.Started;

    /// <summary>Names what was there before, letter by letter; null when nothing is kept.</summary>
    public string? BeforeHash => Before is null ? null : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Before, StoredJson.Options)));

    /// <summary>Whether it may be tried at <paramref name="now"/>.</summary>
    public bool IsDue(DateTimeOffset now) => IsOpen && NextAttemptAt <= now && !(LeaseUntil > now);

    /// <summary>Takes it for a while.</summary>
    public void Claim(DateTimeOffset until)
    {
        LeaseUntil = until;
        Attempts++;
    }

    /// <summary>Keeps what is there, just before the first call.</summary>
    public void Start(GrantSight before, DateTimeOffset now)
    {
        Before ??= before;
        StartedAt = now;
        State = CarryActState.Started;
    }

    /// <summary>It ended.</summary>
    public void End(CarryActState state, string? problem, DateTimeOffset now)
    {
        State = state;
        Problem = problem;
        EndedAt = now;
        LeaseUntil = null;
    }

    /// <summary>It is tried again later.</summary>
    public void Postpone(string problem, DateTimeOffset until)
    {
        Problem = problem;
        NextAttemptAt = until;
        LeaseUntil = null;
    }
}
