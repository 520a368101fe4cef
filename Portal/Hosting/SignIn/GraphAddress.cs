using Portal.Data.People.Sync;

namespace Portal.Hosting.SignIn;

/// <summary>Where Microsoft Graph is (<c>Graph:BaseUrl</c>); national clouds have their own.</summary>
/// <param name="BaseUrl">The address, with a slash at the end.</param>
/// <param name="MostDisabled">How many people one reading of the directory may disable by itself (<c>Graph:MaxDisabled</c>).</param>
internal sealed record GraphAddress(Uri BaseUrl, int MostDisabled)
{
    private const string Default = "https://graph.microsoft.com/";

    /// <summary>The permission that someone gives to read what concerns themselves.</summary>
    public string OwnProfileScope => $"{BaseUrl.GetLeftPart(UriPartial.Authority)}/User.Read";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is no address.</exception>
    public static GraphAddress From(IConfiguration configuration)
    {
        var text = configuration["Graph:BaseUrl"] is { Length: > 0 } given ? given.TrimEnd('/') + "/" : Default;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? new(url, ReadMostDisabled(configuration["Graph:MaxDisabled"]))
            : throw new InvalidOperationException($"Graph:BaseUrl is '{text}', but must be an https address, for example Graph__BaseUrl={Default}.");
    }

    private static int ReadMostDisabled(string? text) =>
        string.IsNullOrEmpty(text) ? SyncLimits.Default.MostDisabled
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) ? most
        : throw new InvalidOperationException($"Graph:MaxDisabled is '{text}', but must be a whole number from 0 on, for example Graph__MaxDisabled={SyncLimits.Default.MostDisabled}.");
}
