using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;

namespace Portal.Data.Reviews.Pauses;

/// <summary>The table of pauses.</summary>
internal sealed class ItemPauseConfiguration : IEntityTypeConfiguration<ItemPause>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ItemPause> builder)
    {
        builder.ToTable("item_pauses");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Question).HasMaxLength(ItemPause.TextLength);
        builder.Property(p => p.Reply).HasMaxLength(ItemPause.TextLength);
        builder.HasIndex(p => new { p.ItemId, p.At });
        builder.HasIndex(p => new { p.CampaignId, p.Until });
        builder.HasIndex(p => new { p.ToId, p.RepliedAt });
        builder.HasOne<ReviewItem>().WithMany().HasForeignKey(p => p.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ToId).OnDelete(DeleteBehavior.Restrict);
    }
}
