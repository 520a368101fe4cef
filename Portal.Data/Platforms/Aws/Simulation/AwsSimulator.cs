using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>Answers self-contained AWS cases with the same evaluator that answers questions about imported identities.</summary>
internal sealed class AwsSimulator : ISimulator
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc />
    public async Task<bool> SimulateLinesAsync(Stream cases, Stream answers, CancellationToken cancellationToken)
    {
        var output = PipeWriter.Create(answers, new StreamPipeWriterOptions(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(output, Plain);
        var answer = new CaseAnswer();
        var isWhole = true;
        try
        {
            await foreach (var line in CaseLines.ReadAsync(cases, cancellationToken))
            {
                isWhole &= Write(answer, line, writer);
                EndLine(writer, output);
                if (output.UnflushedBytes > FlushBytes)
                {
                    await output.FlushAsync(cancellationToken);
                }
            }
        }
        catch (InvalidDataException problem)
        {
            CaseAnswer.WriteError(writer, id: null, $"the compressed data cannot be read further: {problem.Message}");
            EndLine(writer, output);
            isWhole = false;
        }
        await output.FlushAsync(cancellationToken);
        await output.CompleteAsync();
        return isWhole;
    }

    /// <inheritdoc />
    public async Task<bool> SimulateArrayAsync(Stream cases, Stream answers, CancellationToken cancellationToken)
    {
        using var document = await JsonDocument.ParseAsync(cases, new JsonDocumentOptions { MaxDepth = 41 }, cancellationToken);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The body is not a JSON array of cases.");
        }
        var output = PipeWriter.Create(answers, new StreamPipeWriterOptions(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(output, Plain);
        var answer = new CaseAnswer();
        var isWhole = true;
        writer.WriteStartArray();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            isWhole &= answer.Write(item, writer);
            if (writer.BytesPending > FlushBytes)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }
        writer.WriteEndArray();
        await writer.FlushAsync(cancellationToken);
        await output.CompleteAsync();
        return isWhole;
    }

    private static bool Write(CaseAnswer answer, ReadOnlySequence<byte>? line, Utf8JsonWriter writer)
    {
        if (line is not { } bytes)
        {
            CaseAnswer.WriteError(writer, id: null, $"line: is longer than {CaseLines.MaxLength} bytes");
            return false;
        }
        return answer.Write(bytes.IsSingleSegment ? bytes.First : bytes.ToArray(), writer);
    }

    private static void EndLine(Utf8JsonWriter writer, PipeWriter output)
    {
        writer.Flush();
        output.Write("\n"u8);
        writer.Reset();
    }
}
