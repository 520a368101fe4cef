using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Records;

/// <summary>What the record keeps of the roles that a person was given.</summary>
internal sealed record RecordedRoles(IReadOnlyList<Role> Roles, DateTimeOffset? AuditorUntil)
{
    /// <summary>The roles as they are.</summary>
    public static RecordedRoles Of(Person person) => new(person.AssignedRoles, person.AuditorUntil?.ToMicrosecond());

    /// <summary>Whether there are none.</summary>
    public bool AreNone() => Roles.Count == 0 && AuditorUntil is null;

    /// <summary>Whether they are the same in the same order.</summary>
    public bool Equals(RecordedRoles? other) => other is not null && Roles.SequenceEqual(other.Roles) && AuditorUntil == other.AuditorUntil;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Roles.Count, AuditorUntil);
}
