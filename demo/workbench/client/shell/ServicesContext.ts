import { createContext, useContext } from 'react';
import type { WorkbenchServices } from '../services/WorkbenchServices';

export const ServicesContext = createContext<WorkbenchServices | undefined>(undefined);

export function useServices(): WorkbenchServices {
  const services = useContext(ServicesContext);
  if (!services) {
    throw new Error('useServices needs a ServicesContext above it');
  }
  return services;
}
