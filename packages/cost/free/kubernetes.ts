import { typeMatcher } from './matches-type.ts'

/** Kinds that store configuration or rules, or that say who may do what. `group/Kind`; the core group is empty. */
export const isFreeKind = typeMatcher(`
  /ConfigMap /Secret /ServiceAccount /Namespace /Endpoints /Event /Binding /PodTemplate /Node
  rbac.authorization.k8s.io/* authorization.k8s.io/* authentication.k8s.io/* networking.k8s.io/NetworkPolicy
  networking.k8s.io/IngressClass storage.k8s.io/* policy/* scheduling.k8s.io/* apiextensions.k8s.io/*
  admissionregistration.k8s.io/* apiregistration.k8s.io/* certificates.k8s.io/* coordination.k8s.io/*
  discovery.k8s.io/* events.k8s.io/* flowcontrol.apiserver.k8s.io/* node.k8s.io/*
  gateway.networking.k8s.io/*Route gateway.networking.k8s.io/GatewayClass gateway.networking.k8s.io/ReferenceGrant
  cert-manager.io/* acme.cert-manager.io/* external-secrets.io/* bitnami.com/SealedSecret secrets-store.csi.x-k8s.io/*
  monitoring.coreos.com/ServiceMonitor monitoring.coreos.com/PodMonitor monitoring.coreos.com/PrometheusRule
  monitoring.coreos.com/Probe monitoring.coreos.com/ScrapeConfig monitoring.coreos.com/AlertmanagerConfig
  kyverno.io/* constraints.gatekeeper.sh/* templates.gatekeeper.sh/* cilium.io/*Policy crd.projectcalico.org/*Policy
  networking.istio.io/VirtualService networking.istio.io/DestinationRule networking.istio.io/Sidecar
  networking.istio.io/ServiceEntry networking.istio.io/EnvoyFilter security.istio.io/* telemetry.istio.io/*
  traefik.io/Middleware traefik.io/IngressRoute* traefik.io/TLS* argoproj.io/AppProject argoproj.io/*WorkflowTemplate
  argoproj.io/AnalysisTemplate source.toolkit.fluxcd.io/* notification.toolkit.fluxcd.io/* image.toolkit.fluxcd.io/*
  keda.sh/TriggerAuthentication keda.sh/ClusterTriggerAuthentication cloud.google.com/BackendConfig
  networking.gke.io/FrontendConfig iam.cnrm.cloud.google.com/* iam.services.k8s.aws/* apps/ControllerRevision
`)
