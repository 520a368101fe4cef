using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Reviews.Advice;

namespace Portal.Data.Reviews;

/// <summary>The table of answers.</summary>
internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("decisions");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Justification).HasMaxLength(Answer.JustificationLength);
        builder.Property(d => d.RecommendedBecause).HasMaxLength(Recommendation.TextLength);
        builder.HasIndex(d => new { d.ItemId, d.At });
        builder.HasIndex(d => new { d.CampaignId, d.At });
        builder.HasOne<ReviewItem>().WithMany().HasForeignKey(d => d.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.ById).OnDelete(DeleteBehavior.Restrict);
    }
}
