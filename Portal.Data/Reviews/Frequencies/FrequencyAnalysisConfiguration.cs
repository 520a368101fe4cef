using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>The table of risk analyses.</summary>
internal sealed class FrequencyAnalysisConfiguration : IEntityTypeConfiguration<FrequencyAnalysis>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<FrequencyAnalysis> builder)
    {
        builder.ToTable("frequency_analyses");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Factors).StoredAsJson();
        builder.Property(a => a.Conclusion).HasMaxLength(FrequencyAnalysis.ConclusionLength);
        builder.HasIndex(a => new { a.AgentId, a.At });
        builder.HasIndex(a => new { a.Frequency, a.IsCurrent, a.AgentId });
        builder.HasOne<Agent>().WithMany().HasForeignKey(a => a.AgentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}
