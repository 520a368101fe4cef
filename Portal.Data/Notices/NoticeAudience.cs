using Portal.Data.Access;

namespace Portal.Data.Notices;

/// <summary>Who finds a rule's notices in the portal.</summary>
/// <param name="Roles">Whoever has one of these roles when they look.</param>
/// <param name="People">These people. Mail goes to them alone: who has a role is known only of those who are signed in.</param>
public sealed record NoticeAudience(IReadOnlyList<Role> Roles, IReadOnlyList<PersonId> People)
{
    /// <summary>The most people that a rule names.</summary>
    public const int MostPeople = 100;

    /// <summary>Whether <paramref name="by"/> is one of them. Programs are nobody in particular.</summary>
    public bool Includes(Caller by) => by.Person is { } person && (People.Contains(person) || by.Roles.Any(Roles.Contains));
}
