using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>What a directory says of a person.</summary>
/// <param name="UserName">What they sign in with there, lower case.</param>
/// <param name="Email">Their mail address, lower case.</param>
/// <param name="Name">Their name.</param>
/// <param name="DirectoryId">Their lasting id there, or null.</param>
/// <param name="Title">What they do, or null.</param>
/// <param name="Department">Where they work, or null.</param>
/// <param name="TimeZone">Their IANA time zone, or null.</param>
/// <param name="Manager">Their manager, or null.</param>
/// <param name="IsActive">False once they left.</param>
public sealed record PersonDraft(
    string UserName,
    string Email,
    string Name,
    string? DirectoryId = null,
    string? Title = null,
    string? Department = null,
    string? TimeZone = null,
    PersonId? Manager = null,
    bool IsActive = true)
{
    /// <summary>What the directory said of a person, or would have said.</summary>
    internal static PersonDraft Of(Person person) => new(
        person.UserName ?? person.Email,
        person.Email,
        person.Name,
        person.DirectoryId,
        person.Title,
        person.Department,
        person.TimeZone,
        person.ManagerId,
        person.IsActive);

    /// <summary>What makes no sense, and what it is about; or null.</summary>
    public (string Member, string Problem)? Check()
    {
        foreach (var (member, text) in new[]
        {
            (nameof(UserName), UserName), (nameof(Email), Email), (nameof(Name), Name), (nameof(DirectoryId), DirectoryId), (nameof(Title), Title),
            (nameof(Department), Department),
        })
        {
            if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > GovernanceDb.DefaultTextLength || text.Any(char.IsControl)))
            {
                return (member, $"must have 1 to {GovernanceDb.DefaultTextLength} characters, and no control characters.");
            }
        }
        if (!PeopleCsv.IsAddress(Email))
        {
            return (nameof(Email), "must be a mail address.");
        }
        return TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)
            ? null
            : (nameof(TimeZone), "must be a time zone such as Europe/Madrid.");
    }

    /// <summary>Says it of the person.</summary>
    internal void ApplyTo(Person person)
    {
        person.UserName = UserName == Email && person.UserName is null ? null : UserName;
        person.Email = Email;
        person.Name = Name;
        person.DirectoryId = DirectoryId;
        person.Title = Title;
        person.Department = Department;
        person.TimeZone = TimeZone;
        person.ManagerId = Manager;
        person.IsActive = IsActive;
        person.RemovedAt = null;
    }
}
