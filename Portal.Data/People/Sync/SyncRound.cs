using Portal.Data.Access;
using Portal.Data.People.Provisioning;

namespace Portal.Data.People.Sync;

/// <summary>One reading of the directory against the people who are known, without a database.</summary>
internal sealed class SyncRound
{
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, Person> _byDirectoryId;
    private readonly Dictionary<string, Person> _byEmail;
    private readonly Dictionary<string, Person> _byUserName;
    private readonly Dictionary<Person, string?> _managers = [];

    /// <summary>Begins one.</summary>
    /// <param name="people">Everyone who is known, people who left included.</param>
    /// <param name="now">The time.</param>
    public SyncRound(IReadOnlyCollection<Person> people, DateTimeOffset now)
    {
        _now = now;
        _byDirectoryId = people.Where(p => p.DirectoryId is not null).ToDictionary(p => p.DirectoryId!, StringComparer.Ordinal);
        _byEmail = people.ToDictionary(p => p.Email, StringComparer.Ordinal);
        _byUserName = people.Where(p => p.UserName is not null).ToDictionary(p => p.UserName!, StringComparer.Ordinal);
    }

    /// <summary>People who were not known.</summary>
    public List<Person> Added { get; } = [];

    /// <summary>How many could not be taken over.</summary>
    public int Skipped { get; private set; }

    /// <summary>Says of everybody what the directory says, but for managers.</summary>
    public void Apply(DirectoryReading reading)
    {
        foreach (var user in reading.Users)
        {
            Apply(user);
        }
        if (!reading.IsWhole)
        {
            return;
        }
        var there = reading.Users.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var person in _byDirectoryId.Values.Where(p => p.SyncedAt is not null && !there.Contains(p.DirectoryId!)))
        {
            // Only whom this directory once said something of: others may come from another.
            Remove(person);
        }
    }

    /// <summary>Says who manages whom; everybody has to be stored by then.</summary>
    public void ApplyManagers()
    {
        foreach (var (person, manager) in _managers)
        {
            person.ManagerId = manager is not null && _byDirectoryId.TryGetValue(manager, out var found) && found != person ? found.Id : (PersonId?)null;
        }
    }

    private void Apply(DirectoryUser user)
    {
        var person = Find(user);
        if (user.IsRemoved)
        {
            if (person is not null)
            {
                Remove(person);
            }
            return;
        }
        var before = person is null ? new PersonDraft(string.Empty, string.Empty, string.Empty) : PersonDraft.Of(person);
        var userName = Said(user, DirectoryMember.UserName, before.UserName)?.ToLowerInvariant() ?? string.Empty;
        var email = Said(user, DirectoryMember.Email, before.Email)?.ToLowerInvariant() ?? userName;
        var after = before with
        {
            UserName = userName.Length > 0 ? userName : email,
            Email = email.Length > 0 ? email : userName,
            Name = Said(user, DirectoryMember.Name, before.Name) is { Length: > 0 } name ? name : email,
            DirectoryId = user.Id,
            Title = Said(user, DirectoryMember.Title, before.Title),
            Department = Said(user, DirectoryMember.Department, before.Department),
            IsActive = Said(user, DirectoryMember.IsEnabled, person is null || before.IsActive ? "true" : "false") != "false",
        };
        if (after.Check() is not null || IsOthers(_byEmail, after.Email, person) || IsOthers(_byUserName, after.UserName, person))
        {
            Skipped++;
            return;
        }
        if (person is null)
        {
            person = new Person { Email = after.Email, Name = after.Name };
            Added.Add(person);
        }
        _byEmail.Remove(person.Email);
        after.ApplyTo(person);
        person.SyncedAt = _now;
        _byEmail[person.Email] = person;
        _byDirectoryId[user.Id] = person;
        _byUserName[after.UserName] = person;
        if (user.Says.TryGetValue(DirectoryMember.Manager, out var manager))
        {
            _managers[person] = manager;
        }
    }

    // Who came by a list, without an id of the directory, is found by their address once.
    private Person? Find(DirectoryUser user) =>
        _byDirectoryId.GetValueOrDefault(user.Id)
        ?? new[] { DirectoryMember.Email, DirectoryMember.UserName }
            .Select(member => Said(user, member, otherwise: null)?.ToLowerInvariant())
            .OfType<string>()
            .Select(address => _byEmail.GetValueOrDefault(address))
            .FirstOrDefault(p => p is { DirectoryId: null });

    private void Remove(Person person)
    {
        person.IsActive = false;
        person.RemovedAt ??= _now;
    }

    private static string? Said(DirectoryUser user, DirectoryMember member, string? otherwise) =>
        user.Says.TryGetValue(member, out var said) ? (string.IsNullOrWhiteSpace(said) ? null : said.Trim()) : otherwise;

    private static bool IsOthers(Dictionary<string, Person> people, string key, Person? person) => people.TryGetValue(key, out var found) && found != person;
}
