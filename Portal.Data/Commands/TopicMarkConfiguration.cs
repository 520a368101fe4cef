using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Live;

namespace Portal.Data.Commands;

/// <summary>The table of topics, a row each; the migration puts them there.</summary>
internal sealed class TopicMarkConfiguration : IEntityTypeConfiguration<TopicMark>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TopicMark> builder)
    {
        builder.ToTable("topic_marks");
        builder.HasKey(m => m.Topic);
        builder.HasData(Enum.GetValues<Topic>().Select(topic => new TopicMark { Topic = topic }));
    }
}
