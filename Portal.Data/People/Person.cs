using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>Someone in the organization: a user of the portal, an owner or sponsor of agents.</summary>
public sealed class Person
{
    /// <summary>Their id.</summary>
    public PersonId Id { get; init; } = PersonId.New();

    /// <summary>Their mail address, lower case, unique.</summary>
    public required string Email { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; set; }

    /// <summary>What they do, or null.</summary>
    public string? Title { get; set; }

    /// <summary>Where they work, or null.</summary>
    public string? Department { get; set; }

    /// <summary>Their manager, or null.</summary>
    public PersonId? ManagerId { get; set; }

    /// <summary>False once they left: they can do nothing here any more, and their agents need a new owner.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Roles given to them; <see cref="Role.Owner"/> and <see cref="Role.Manager"/> follow from what they own and who reports to them.</summary>
    public IReadOnlyList<Role> AssignedRoles { get; set; } = [];

    /// <summary>Their IANA time zone, or null when unknown.</summary>
    public string? TimeZone { get; set; }
}
