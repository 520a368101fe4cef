using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Platforms;

namespace Portal.Data.Reviews;

/// <summary>
/// Finds the person whose own access an identity is: an agent that works through an engineer's user or role is reviewed by someone else.
/// Errs on the side of asking someone else: a name that matches is enough.
/// </summary>
/// <param name="people">Everyone.</param>
public sealed class OwnAccess(IEnumerable<Person> people)
{
    // Tags that say whose principal it is, as opposed to who owns the workload.
    private static readonly string[] PersonTags = ["person", "user", "username", "email", "engineer", "assignedto", "assigned-to"];

    // Tags that say who answers for the resource, the most exact first.
    private static readonly string[] ResourceOwnerTags = ["resource-owner", "resourceowner", "data-owner", "dataowner", "owner"];

    private readonly Dictionary<string, PersonId> _byAddress = ByName(people, p => p.Email);
    private readonly Dictionary<string, PersonId> _byUserName = ByName(people, p => p.Email.Split('@')[0]);

    /// <summary>The person, or null when it is nobody's own.</summary>
    public PersonId? PersonOf(IdentityKind kind, string name, IReadOnlyDictionary<string, string> tags)
    {
        if (_byAddress.TryGetValue(name, out var byAddress))
        {
            return byAddress;
        }
        if (kind == IdentityKind.User && _byUserName.TryGetValue(name, out var byUserName))
        {
            return byUserName;
        }
        foreach (var (key, value) in tags)
        {
            if (PersonTags.Contains(key, StringComparer.OrdinalIgnoreCase)
                && (_byAddress.TryGetValue(value, out var tagged) || _byUserName.TryGetValue(value, out tagged)))
            {
                return tagged;
            }
        }
        return null;
    }

    /// <summary>The person that a text names, as changes name who acted: by address or user name, alone or at the end of a path; or null.</summary>
    public PersonId? Named(string text)
    {
        var name = text[(text.LastIndexOf('/') + 1)..];
        return _byAddress.TryGetValue(name, out var found) || _byUserName.TryGetValue(name, out found) ? found : null;
    }

    /// <summary>The person that tags name as the owner of the resource, or null.</summary>
    public PersonId? ResourceOwnerOf(IReadOnlyDictionary<string, string> tags)
    {
        foreach (var tag in ResourceOwnerTags)
        {
            foreach (var (key, value) in tags)
            {
                if (string.Equals(key, tag, StringComparison.OrdinalIgnoreCase) && Named(value) is { } owner)
                {
                    return owner;
                }
            }
        }
        return null;
    }

    private static Dictionary<string, PersonId> ByName(IEnumerable<Person> people, Func<Person, string> name) => people
        .GroupBy(name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.OrdinalIgnoreCase);
}
