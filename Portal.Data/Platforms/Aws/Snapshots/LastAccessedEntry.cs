using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Reads reports of what principals used: <c>{ "ServiceLastAccessedDetails": [ { "Arn": …, and all that
/// aws iam get-service-last-accessed-details prints } ] }</c>. The command's own output does not say whom it is about, so the ARN that the job
/// was started for is added to it. Reports at the level of actions say more than those at the level of services; both are read.
/// </summary>
internal sealed class LastAccessedEntry(JsonTexts texts, SnapshotOutbox outbox)
{
    /// <summary>Reads the report of one principal.</summary>
    public void Read(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        string? arn = null, status = null;
        DateTimeOffset? reportedAt = null;
        var isTruncated = false;
        var uses = new List<(string Service, string? Action, DateTimeOffset? At)>();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("Arn"u8))
            {
                arn = reader.Text(texts, "Arn");
            }
            else if (reader.ValueTextEquals("JobStatus"u8))
            {
                status = reader.Text(texts, "JobStatus");
            }
            else if (reader.ValueTextEquals("JobCompletionDate"u8))
            {
                reportedAt = reader.Time();
            }
            else if (reader.ValueTextEquals("IsTruncated"u8))
            {
                isTruncated = reader.Truth();
            }
            else if (reader.ValueTextEquals("ServicesLastAccessed"u8))
            {
                ReadServices(ref reader, uses);
            }
            else
            {
                reader.SkipValue();
            }
        }
        if (arn is null)
        {
            throw new FormatException("A report of what was used does not say whose it is: add the Arn that the job was started for.");
        }
        if (status is not (null or "COMPLETED") || isTruncated)
        {
            outbox.Warn(arn, $"The report of what it used is not complete and was left out: wait for the job, and give all of its pages.");
            return;
        }
        foreach (var (service, action, at) in uses)
        {
            outbox.Add(new SnapshotItem.LastAccessed(arn, service, action, at, reportedAt));
        }
    }

    private void ReadServices(ref Utf8JsonReader reader, List<(string Service, string? Action, DateTimeOffset? At)> uses)
    {
        if (!reader.EnterList("ServicesLastAccessed"))
        {
            return;
        }
        while (reader.NextObject("ServicesLastAccessed"))
        {
            string? service = null;
            DateTimeOffset? at = null;
            var actions = new List<(string Action, DateTimeOffset? At)>();
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("ServiceNamespace"u8))
                {
                    service = reader.Text(texts, "ServiceNamespace");
                }
                else if (reader.ValueTextEquals("LastAuthenticated"u8))
                {
                    at = reader.Time();
                }
                else if (reader.ValueTextEquals("TrackedActionsLastAccessed"u8))
                {
                    ReadActions(ref reader, actions);
                }
                else
                {
                    reader.SkipValue();
                }
            }
            if (service is not null)
            {
                uses.Add((service, null, at));
                uses.AddRange(actions.Select(action => (service, (string?)action.Action, action.At)));
            }
        }
    }

    private void ReadActions(ref Utf8JsonReader reader, List<(string Action, DateTimeOffset? At)> actions)
    {
        if (!reader.EnterList("TrackedActionsLastAccessed"))
        {
            return;
        }
        while (reader.NextObject("TrackedActionsLastAccessed"))
        {
            string? name = null;
            DateTimeOffset? at = null;
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("ActionName"u8))
                {
                    name = reader.Text(texts, "ActionName");
                }
                else if (reader.ValueTextEquals("LastAccessedTime"u8))
                {
                    at = reader.Time();
                }
                else
                {
                    reader.SkipValue();
                }
            }
            if (name is not null)
            {
                actions.Add((name, at));
            }
        }
    }
}
