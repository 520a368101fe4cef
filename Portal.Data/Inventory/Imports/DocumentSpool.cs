using System.Text;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>
/// Holds the documents of an export in a temporary file until the import's transaction takes them, so that neither memory grows with the
/// export nor the database's one writer waits for its parsing.
/// </summary>
internal sealed class DocumentSpool : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"governance-import-{Guid.CreateVersion7():N}"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        BufferBytes,
        FileOptions.DeleteOnClose);

    private readonly BinaryWriter _writer;

    /// <summary>Makes an empty one.</summary>
    public DocumentSpool() => _writer = new(_file, Encoding.UTF8, leaveOpen: true);

    /// <summary>How many documents it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a document.</summary>
    public void Add(SnapshotItem.Document document)
    {
        _writer.Write(document.Hash);
        _writer.Write(document.Problem is not null);
        if (document.Problem is not null)
        {
            _writer.Write(document.Problem);
        }
        _writer.Write(document.Text);
        Count++;
    }

    /// <summary>The documents again, in order, as rows to store; may be asked for more than once.</summary>
    public IEnumerable<PolicyDocument> Read(Platform platform)
    {
        _writer.Flush();
        _file.Position = 0;
        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        for (var i = 0; i < Count; i++)
        {
            var hash = reader.ReadString();
            var problem = reader.ReadBoolean() ? reader.ReadString() : null;
            yield return new() { Hash = hash, Platform = platform, Problem = problem, Text = reader.ReadString() };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
