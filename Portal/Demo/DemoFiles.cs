using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Data.Platforms;

namespace Portal.Demo;

/// <summary>The files of the demo organization, with their times moved so that their reference day is now.</summary>
internal sealed class DemoFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
    };

    private readonly string _directory;
    private readonly TimeSpan _shift;

    /// <summary>Opens the organization in <paramref name="directory"/> as of <paramref name="now"/>.</summary>
    public DemoFiles(string directory, DateTimeOffset now)
    {
        _directory = directory;
        Manifest = JsonSerializer.Deserialize<DemoManifest>(File.ReadAllBytes(Path.Combine(directory, "organization.json")), Json)!;
        _shift = TimeSpan.FromSeconds(Math.Floor((now - Manifest.AsOf).TotalSeconds));
        AsOf = Manifest.AsOf + _shift;
    }

    /// <summary>Where the demo organization lies beside the program.</summary>
    public static string DefaultDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "Demo", "Organization");

    /// <summary>What there is, with its times as written.</summary>
    public DemoManifest Manifest { get; }

    /// <summary>The reference day after the move: now, to the second.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The file's text, times moved.</summary>
    public byte[] Read(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_directory, file));
        ShiftedTimes.Shift(bytes, _shift);
        return bytes;
    }

    /// <summary>The file's content, times moved.</summary>
    public T Read<T>(string file) => JsonSerializer.Deserialize<T>(Read(file), Json)
        ?? throw new InvalidOperationException($"{file} of the demo organization is empty.");

    /// <summary>The files of one reading, as an import takes them.</summary>
    public IReadOnlyList<SnapshotFile> Export(DemoManifest.Reading reading) =>
    [
        .. reading.Files.Select(name => new SnapshotFile(
            name, () => new MemoryStream(Read(name), writable: false), new FileInfo(Path.Combine(_directory, name)).Length)),
    ];
}
