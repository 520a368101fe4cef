using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>Records why an agent is reviewed as often as it is. A person answers for it; looking at it again each year is another analysis.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class RecordFrequencyAnalysis(CommandRunner commands)
{
    /// <summary>Records it.</summary>
    /// <returns>What came of it; null when there is no such agent.</returns>
    public Task<AnalysisRecorded?> RunAsync(AgentId agent, AnalysisDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<AnalysisRecorded?>(
        "reviewFrequency.analyse",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync($"reviewFrequency:{agent.Value}", token);
            if (await scope.Db.Agents.AsNoTracking().SingleOrDefaultAsync(a => a.Id == agent, token) is not { } found)
            {
                return null;
            }
            var problems = Problems(draft, scope.By.Person);
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            var before = await scope.Db.FrequencyAnalyses.SingleOrDefaultAsync(a => a.AgentId == agent && a.IsCurrent, token);
            before?.IsCurrent = false;
            var analysis = new FrequencyAnalysis
            {
                AgentId = agent,
                Factors = draft.Factors,
                Frequency = draft.Frequency,
                Conclusion = draft.Conclusion.Trim(),
                AuthorId = scope.By.Person!.Value,
                At = scope.Now,
                ReviewBy = scope.Now.AddMonths(FrequencyAnalysis.ReviewedAfterMonths),
            };
            scope.Db.FrequencyAnalyses.Add(analysis);
            scope.Record(
                "reviewFrequency.analyse", new("frequencyAnalysis", analysis.Id.Value.ToString(), found.Name), before is null ? null : new { before.Id, before.Frequency }, Recorded(analysis));
            scope.Announce(Topic.Reviews);
            return new(analysis.Id, problems);
        },
        cancellationToken);

    /// <summary>What the record keeps of one.</summary>
    internal static object Recorded(FrequencyAnalysis analysis) => new
    {
        analysis.AgentId,
        analysis.Factors,
        analysis.Frequency,
        analysis.Conclusion,
        analysis.AuthorId,
        At = analysis.At.ToMicrosecond(),
        ReviewBy = analysis.ReviewBy.ToMicrosecond(),
    };

    private static Dictionary<string, string[]> Problems(AnalysisDraft draft, PersonId? author)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (author is null)
        {
            problems["author"] = ["A person has to answer for it, signed in with their own name."];
        }
        if (draft.Factors.Count is 0 or > AnalysisFactor.Most
            || draft.Factors.Any(f => f.Name.Trim().Length is 0 or > AnalysisFactor.TextLength || f.Note.Length > AnalysisFactor.TextLength || f.Weight is < 1 or > AnalysisFactor.MostWeight))
        {
            problems["factors"] = [$"Weigh 1 to {AnalysisFactor.Most} factors, each with a name and a weight of 1 to {AnalysisFactor.MostWeight}, in at most {AnalysisFactor.TextLength} characters."];
        }
        if (draft.Conclusion.Trim().Length is 0 or > FrequencyAnalysis.ConclusionLength)
        {
            problems["conclusion"] = [$"Say why this frequency follows, in 1 to {FrequencyAnalysis.ConclusionLength} characters."];
        }
        return problems;
    }
}
