using Portal.Data.Changes;

namespace Portal.Data.Incidents;

/// <summary>What a person or an agent says about an incident: a claim beside the evidence, never evidence. Rows are only added; one that is withdrawn stays to be seen.</summary>
public sealed class Statement
{
    /// <summary>The longest text.</summary>
    public const int TextLength = 2000;

    /// <summary>The longest name of who says it.</summary>
    public const int SpeakerLength = 200;

    /// <summary>The longest place that it is quoted from.</summary>
    public const int SourceLength = 400;

    /// <summary>The most changes that it is about.</summary>
    public const int MostCites = 50;

    /// <summary>Its id.</summary>
    public StatementId Id { get; init; } = StatementId.New();

    /// <summary>The incident.</summary>
    public required IncidentId IncidentId { get; init; }

    /// <summary>Whether a person or an agent claims it.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>Who says it.</summary>
    public required string Speaker { get; init; }

    /// <summary>What they say.</summary>
    public required string Text { get; init; }

    /// <summary>Where an agent's words are quoted from; null for a person's.</summary>
    public string? Source { get; init; }

    /// <summary>When it was said.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>The changes that it is about, one at least.</summary>
    public required IReadOnlyList<ChangeId> Cites { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who entered it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was withdrawn, or null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Who withdrew it, or null.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <summary>Why, or null.</summary>
    public string? WithdrawnReason { get; private set; }

    /// <summary>Withdraws it: it stays to be seen, as withdrawn.</summary>
    public IncidentMoved Withdraw(string reason, string by, DateTimeOffset now)
    {
        if (WithdrawnAt is not null)
        {
            return IncidentMoved.AlreadySo;
        }
        if (string.IsNullOrWhiteSpace(reason) || !NeutralWords.IsNeutral(reason))
        {
            return IncidentMoved.ReasonMissing;
        }
        WithdrawnAt = now;
        WithdrawnBy = by;
        WithdrawnReason = reason.Trim();
        return IncidentMoved.Done;
    }
}
