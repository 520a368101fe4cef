using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>What the record keeps of an absence: all of it.</summary>
internal sealed record RecordedAbsence(
    PersonId Person,
    DateTimeOffset From,
    DateTimeOffset Until,
    PersonId? StandIn,
    DateTimeOffset PlannedAt,
    DateTimeOffset? MovedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>The absence as it is.</summary>
    public static RecordedAbsence Of(Absence absence) => new(
        absence.PersonId,
        absence.From.ToMicrosecond(),
        absence.Until.ToMicrosecond(),
        absence.StandInId,
        absence.PlannedAt.ToMicrosecond(),
        absence.MovedAt?.ToMicrosecond(),
        absence.EndedAt?.ToMicrosecond());

    /// <summary>How the record names it.</summary>
    /// <param name="absence">The absence.</param>
    /// <param name="name">Whose it is.</param>
    public static AuditSubject SubjectOf(Absence absence, string name) => new("absence", absence.Id.Value.ToString(), name);
}
