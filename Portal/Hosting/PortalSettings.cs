namespace Portal.Hosting;

/// <summary>What the portal needs to know about its place before anything else.</summary>
/// <param name="DataDirectory">Where its files lie (<c>Data:Directory</c>): the embedded database, uploads, mail in development.</param>
/// <param name="BaseUrl">Its address as people reach it (<c>Portal:BaseUrl</c>), without a slash at the end; used in mail links.</param>
/// <param name="MaxIngestBytes">The largest request body (<c>Ingest:MaxBodyBytes</c>).</param>
/// <param name="IsDemo">Whether the demo organization and its sign-in exist (<c>Demo:Enabled</c>).</param>
public sealed record PortalSettings(string DataDirectory, Uri BaseUrl, long MaxIngestBytes, bool IsDemo)
{
    private const string DefaultBaseUrl = "http://localhost:5080";
    private const long DefaultMaxIngestBytes = 1L << 30;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static PortalSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var directory = Path.GetFullPath(Path.Combine(environment.ContentRootPath, configuration["Data:Directory"] is { Length: > 0 } given ? given : "data"));
        Directory.CreateDirectory(directory);
        return new(
            directory,
            ReadBaseUrl(configuration["Portal:BaseUrl"]),
            ReadSize(configuration["Ingest:MaxBodyBytes"]),
            ReadSwitch("Demo:Enabled", configuration["Demo:Enabled"]));
    }

    private static Uri ReadBaseUrl(string? text) =>
        Uri.TryCreate(text is { Length: > 0 } ? text.TrimEnd('/') : DefaultBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidOperationException(
                $"Portal:BaseUrl is '{text}', but must be the address people reach the portal at, for example Portal__BaseUrl=https://governance.example.com.");

    private static long ReadSize(string? text) => text is not { Length: > 0 }
        ? DefaultMaxIngestBytes
        : long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var size) && size > 0
            ? size
            : throw new InvalidOperationException($"Ingest:MaxBodyBytes is '{text}', but must be a number of bytes above 0, for example Ingest__MaxBodyBytes=1073741824.");

    private static bool ReadSwitch(string key, string? text) => text is not { Length: > 0 }
        ? false
        : bool.TryParse(text, out var on)
            ? on
            : throw new InvalidOperationException($"{key} is '{text}', but must be true or false, for example {key.Replace(":", "__", StringComparison.Ordinal)}=true.");
}
