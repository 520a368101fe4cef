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
    public Task<bool> SimulateLinesAsync(Stream cases, Stream answers, CancellationToken cancellationToken) =>
        new CaseStream().RunAsync(cases, answers, cancellationToken);

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
        var answer = new CaseAnswer(new PolicyBytes());
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
}
