using System.Text.Json;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>Answers one case after another and writes the answers.</summary>
/// <param name="policies">The compiled policies of the run.</param>
internal sealed class CaseAnswer(PolicyBytes policies)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 40 };

    private readonly CaseReader _reader = new(policies);

    /// <summary>Answers one case given as bytes; false when it cannot be read.</summary>
    public bool Write(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Write(document.RootElement, writer);
        }
        catch (JsonException problem)
        {
            WriteError(writer, IdOf(json.Span), $"case: is not JSON of at most {Options.MaxDepth} levels (byte {problem.BytePositionInLine + 1})");
            return false;
        }
    }

    /// <summary>Answers one case; false when it cannot be read.</summary>
    public bool Write(JsonElement json, Utf8JsonWriter writer)
    {
        var id = default(JsonElement?);
        try
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var given))
            {
                id = given.ValueKind is JsonValueKind.String or JsonValueKind.Number ? given : throw new CaseFormatException("id", "is neither text nor a number");
            }
            var steps = _reader.Read(json);
            var (finding, step) = Decide(steps);
            WriteDecision(writer, id, finding, steps.Count > 1 ? step + 1 : null, steps.SelectMany(s => s.Problems));
            return true;
        }
        catch (CaseFormatException problem)
        {
            WriteError(writer, id, problem.Message);
        }
        catch (InvalidOperationException)
        {
            WriteError(writer, id: null, "case: holds text that is not valid Unicode");
        }
        return false;
    }

    /// <summary>A case that cannot be read.</summary>
    public static void WriteError(Utf8JsonWriter writer, JsonElement? id, string error)
    {
        writer.WriteStartObject();
        WriteId(writer, id);
        writer.WriteString("error", error);
        writer.WriteEndObject();
    }

    /// <summary>A chain is decided by its first step that is not allowed, else by its last.</summary>
    private static (AccessFinding Finding, int Step) Decide(IReadOnlyList<SimulationStep> steps)
    {
        for (var step = 0; ; step++)
        {
            var finding = AccessEvaluator.Decide(steps[step].Request, steps[step].Policies);
            if (finding.Decision != AccessDecision.Allowed || step == steps.Count - 1)
            {
                return (finding, step);
            }
        }
    }

    private static void WriteDecision(Utf8JsonWriter writer, JsonElement? id, AccessFinding finding, int? step, IEnumerable<CaseProblem> problems)
    {
        writer.WriteStartObject();
        WriteId(writer, id);
        writer.WriteString("decision", finding.Decision switch
        {
            AccessDecision.Allowed => "Allowed",
            AccessDecision.ExplicitlyDenied => "ExplicitlyDenied",
            AccessDecision.ImplicitlyDenied => "ImplicitlyDenied",
            AccessDecision.Conditional => throw new InvalidOperationException("A case has complete context and cannot be conditional."),
        });
        writer.WriteString("reason", finding.Reason);
        if (step is { } number)
        {
            writer.WriteNumber("step", number);
        }
        writer.WriteStartArray("decidedBy");
        foreach (var statement in finding.DecidedBy)
        {
            writer.WriteStartObject();
            writer.WriteString("policy", statement.Policy);
            writer.WriteString("policyKind", statement.PolicyKind);
            writer.WriteString("statement", statement.Statement);
            writer.WriteString("effect", statement.Effect);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        WriteProblems(writer, [.. problems]);
        writer.WriteEndObject();
    }

    private static void WriteProblems(Utf8JsonWriter writer, CaseProblem[] problems)
    {
        if (problems.Length == 0)
        {
            return;
        }
        writer.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("policy", problem.Policy);
            writer.WriteString("place", problem.Place);
            writer.WriteString("reason", problem.Reason);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteId(Utf8JsonWriter writer, JsonElement? id)
    {
        writer.WritePropertyName("id");
        if (id is { } given)
        {
            given.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>The id of a line that is broken further on, so that people find it.</summary>
    private static JsonElement? IdOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(new JsonReaderOptions { MaxDepth = Options.MaxDepth }));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("id"u8))
                {
                    return reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? JsonElement.ParseValue(ref reader) : null;
                }
            }
        }
        catch (JsonException)
        {
            // Broken before the id: then it has none.
        }
        return null;
    }
}
