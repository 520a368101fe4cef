using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>Cuts a stream, compressed or not, into its lines. Only one line is held at a time; one that is too long is passed over.</summary>
internal static class CaseLines
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>The lines that hold something, in order. A line is valid until the next one is asked for; null stands for one that was too long.</summary>
    public static async IAsyncEnumerable<ReadOnlySequence<byte>?> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = await OpenAsync(stream, cancellationToken);
        var isTooLong = false;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                if (isTooLong || line.Length > MaxLength)
                {
                    isTooLong = false;
                    yield return null;
                }
                else if (HoldsSomething(line))
                {
                    yield return line;
                }
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (read.IsCompleted)
            {
                if (isTooLong || rest.Length > MaxLength)
                {
                    yield return null;
                }
                else if (HoldsSomething(rest))
                {
                    yield return rest;
                }
                break;
            }
            if (rest.Length > MaxLength)
            {
                isTooLong = true;
                rest = rest.Slice(rest.End);
            }
            reader.AdvanceTo(rest.Start, rest.End);
        }
        await reader.CompleteAsync();
    }

    private static async Task<PipeReader> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var options = new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true);
        var reader = PipeReader.Create(stream, options);
        var start = await reader.ReadAtLeastAsync(3, cancellationToken);
        var first = start.Buffer.Slice(0, Math.Min(3, start.Buffer.Length)).ToArray();
        if (first is [0x1f, 0x8b, ..])
        {
            reader.AdvanceTo(start.Buffer.Start);
            return PipeReader.Create(new GZipStream(reader.AsStream(), CompressionMode.Decompress), new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        }
        // A byte order mark is no part of the first line.
        reader.AdvanceTo(first is [0xef, 0xbb, 0xbf] ? start.Buffer.GetPosition(3) : start.Buffer.Start);
        return reader;
    }

    private static bool HoldsSomething(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return true;
            }
        }
        return false;
    }
}
