using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A patch a run is about to take.</summary>
public record PatchActivationInput(WorkflowInfo WorkflowInfo, string PatchId);
