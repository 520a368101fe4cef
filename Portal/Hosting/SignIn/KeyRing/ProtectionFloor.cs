using System.Reflection;

namespace Portal.Hosting.SignIn.KeyRing;

/// <summary>
/// The oldest part of the framework that cookies and forms are trusted to. What came before takes forged ones for its own (CVE-2026-40372), so
/// a portal does not start over it, and has never made keys with it that would have to be replaced.
/// </summary>
internal static class ProtectionFloor
{
    private static readonly Version Vulnerable = new(10, 0, 0);
    private static readonly Version Patched = new(10, 0, 7);

    /// <summary>The version that is loaded, for example <c>10.0.12+commit</c>.</summary>
    public static string? Loaded { get; } =
        typeof(DataProtectionServiceCollectionExtensions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>Refuses what takes forged cookies.</summary>
    /// <param name="version">The version, as its assembly says it.</param>
    /// <exception cref="InvalidOperationException">It is from 10.0.0 to 10.0.6, or does not say what it is.</exception>
    public static void Check(string? version)
    {
        var end = version?.AsSpan().IndexOfAny('-', '+') ?? -1;
        if (!Version.TryParse(end < 0 ? version : version![..end], out var number))
        {
            throw new InvalidOperationException($"The framework's data protection does not say which version it is (\"{version}\"). Install ASP.NET Core {Patched} or newer, unchanged.");
        }
        if (number >= Vulnerable && number < Patched)
        {
            throw new InvalidOperationException($"The framework's data protection is {number}, which takes forged cookies (CVE-2026-40372). Install ASP.NET Core {Patched} or newer.");
        }
    }
}
