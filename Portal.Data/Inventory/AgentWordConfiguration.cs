using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Inventory;

/// <summary>The table of words in names, by which agents are searched.</summary>
internal sealed class AgentWordConfiguration : IEntityTypeConfiguration<AgentWord>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AgentWord> builder)
    {
        builder.ToTable("agent_words");
        builder.HasKey(w => new { w.Word, w.AgentId });
        builder.Property(w => w.Word).HasMaxLength(SearchText.LongestWord);
        builder.HasIndex(w => w.AgentId);
    }
}
