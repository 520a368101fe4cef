using System.Globalization;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Tests.Support;

/// <summary>Makes things that are valid by default, so that a test names only what it is about. Names that begin with a vowel: <see cref="An"/>.</summary>
public static partial class A
{
    private static int _number;

    /// <summary>A person who works here.</summary>
    public static Person Person(string? name = null, string? email = null, PersonId? manager = null, bool isActive = true, params IReadOnlyList<Role> roles)
    {
        var number = Number();
        return new()
        {
            Name = name ?? $"Person {number}",
            Email = email ?? $"person{number}@example.com",
            ManagerId = manager,
            IsActive = isActive,
            AssignedRoles = roles,
            AuditorUntil = roles.Contains(Role.Auditor) ? An.Instant.AddYears(100) : null,
        };
    }

    /// <summary>A connected source.</summary>
    public static Source Source(string? name = null, Platform platform = Platform.Aws) =>
        new() { Name = name ?? $"Source {Number()}", Platform = platform, CreatedAt = An.Instant };

    /// <summary>A number that no other call got, to make names unique.</summary>
    internal static string Number() => Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
}
