using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>A file of checkpoints: signed notes one after the other, each followed by an empty line. It is only ever appended to.</summary>
internal static class CheckpointFile
{
    /// <summary>The size that the last checkpoint in the file covers; 0 when there is none.</summary>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static async Task<long> LastSizeAsync(string path, CancellationToken cancellationToken)
    {
        var last = 0L;
        if (File.Exists(path))
        {
            await foreach (var checkpoint in ReadAsync(path, cancellationToken))
            {
                last = Math.Max(last, checkpoint.Checkpoint.Size);
            }
        }
        return last;
    }

    /// <summary>Appends checkpoints; they are on the disk when it returns.</summary>
    public static async Task AppendAsync(string path, IReadOnlyCollection<string> notes, CancellationToken cancellationToken)
    {
        if (notes.Count == 0)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(notes.Select(n => n + "\n"))), cancellationToken);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The checkpoints in the file, in their order.</summary>
    /// <exception cref="FormatException">The file holds something else; the message says on which line.</exception>
    public static async IAsyncEnumerable<SignedCheckpoint> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var note = new StringBuilder();
        var borders = 0;
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, Encoding.UTF8, cancellationToken))
        {
            number++;
            borders += line.Length == 0 ? 1 : 0;
            if (borders < 2)
            {
                note.Append(line).Append('\n');
                continue;
            }
            yield return Parse(note.ToString(), path, number);
            note.Clear();
            borders = 0;
        }
        if (note.Length > 0)
        {
            yield return Parse(note.ToString(), path, number);
        }
    }

    private static SignedCheckpoint Parse(string note, string path, int line)
    {
        try
        {
            return SignedCheckpoint.Parse(note);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}, before line {line}: {exception.Message}", exception);
        }
    }
}
