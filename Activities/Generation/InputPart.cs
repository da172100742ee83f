namespace Webhooks.Activities.Generation;

/// <summary>One named piece of what a model is told.</summary>
/// <param name="Name">Of ours, in words: it is the property's name, and what readers are told when it was cut.</param>
/// <param name="Text">Foreign; its end goes first when it must be cut.</param>
public sealed record InputPart(string Name, string Text);
