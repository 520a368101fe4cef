namespace Portal.Data.Platforms;

/// <summary>Answers self-contained questions that bring their own policies, without a database. Memory does not grow with their number.</summary>
public interface ISimulator
{
    /// <summary>
    /// Reads one case a line (gzip is recognized) and writes one answer a line, in the same order. A line that cannot be read is answered
    /// with <c>{ "id", "error" }</c> and the others go on.
    /// </summary>
    /// <returns>True when every line could be read.</returns>
    Task<bool> SimulateLinesAsync(Stream cases, Stream answers, CancellationToken cancellationToken);

    /// <summary>The same for a JSON array of cases, answered with a JSON array.</summary>
    /// <returns>True when every case could be read.</returns>
    /// <exception cref="System.Text.Json.JsonException">The body is not a JSON array; nothing was written then.</exception>
    Task<bool> SimulateArrayAsync(Stream cases, Stream answers, CancellationToken cancellationToken);
}
