namespace Portal.Hosting.SignIn;

/// <summary>Where to go after signing in: only ever a place of this portal.</summary>
internal static class LocalUrl
{
    /// <summary><paramref name="url"/> if it is a path of this portal, else the start page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    // "//host", "/\host" and control characters (which browsers drop before they look) all lead elsewhere.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
